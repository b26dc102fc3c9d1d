export { Desk } from './desk'
export { Missing } from './missing'
export { Presence } from './presence'
export { RecoveryCheck } from './recovery-check'
