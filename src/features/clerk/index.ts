export { Desk } from './desk'
export { RecoveryCheck } from './recovery-check'
