import type { OpenState } from '@/contract'
import type { TagState } from '@/ui'

export const tagState = ({ state }: OpenState): TagState =>
  state === 'open' ? 'open' : state === 'closing-soon' ? 'soon' : state === 'closed' ? 'shut' : 'unknown'

export const openTone = ({ state }: OpenState): 'open' | 'warn' | 'closed' =>
  state === 'open' ? 'open' : state === 'closing-soon' ? 'warn' : 'closed'
