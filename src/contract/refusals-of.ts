import type { Endpoint } from './endpoint'
import { commonRefusals, type RefusalCode } from './refusals'

/** All that an endpoint may refuse: its own, those of its guards, and the common ones. */
export const refusalsOf = (it: Endpoint): readonly RefusalCode[] => [
  ...it.refusals,
  ...(it.keyed ? (['key-missing', 'key-reused'] as const) : []),
  ...(it.auth === 'anyone' ? [] : (['session-required'] as const)),
  ...(it.auth === 'anyone' || it.auth === 'member' ? [] : (['role-required'] as const)),
  ...commonRefusals,
]
