import type { Endpoint } from './endpoint'
import { commonRefusals, sessionRefusals, type RefusalCode } from './refusals'

/** All that an endpoint may refuse: its own, those of its guards, and the common ones. */
export const refusalsOf = (it: Endpoint): readonly RefusalCode[] => [
  ...it.refusals,
  ...(it.keyed ? (['key-missing', 'key-reused'] as const) : []),
  ...(it.auth === 'anyone' ? [] : sessionRefusals),
  ...(it.auth === 'anyone' || it.auth === 'member' ? [] : (['role-required'] as const)),
  ...(it.consents ? (['consent-required'] as const) : []),
  ...commonRefusals,
]
