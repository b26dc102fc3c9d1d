import { api, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

/**
 * Asks, from a new phone, for the account that was verified as this person. Throws a Refusal: `recovery-refused`, alike
 * where there is none and where the name is another, or one that says what is wrong, by `field` where it is one.
 */
export const askRecovery = (name: string, idNumber: string): Promise<ReplyOf<typeof api.askRecovery>> =>
  call(api.askRecovery, { body: { name, idNumber } })
