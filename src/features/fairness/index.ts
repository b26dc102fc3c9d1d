export { Fairness } from './fairness'
export { useFairness } from './use-fairness'
