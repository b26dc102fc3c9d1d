export { Cases } from './cases'
export { JoinUnion } from './join-union'
export { useCases } from './use-cases'
export { useUnion } from './use-union'
