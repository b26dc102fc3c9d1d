import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { idNumberRefusals } from './refusals'
import { stationId, timestamp } from './shapes'

export const askRecovery = endpoint({
  method: 'POST',
  path: '/v1/me/recoveries',
  summary:
    'For whoever lost his phone, from the account made on the new one: asks for the account that was verified as him. A ' +
    'clerk then looks at the card and at the person, and the logins and devices of the new account move to the old.',
  auth: 'member',
  body: z.strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(64)),
    idNumber: z.string().check(z.minLength(1), z.maxLength(32)),
  }),
  consents: ['identity'],
  success: 201,
  reply: z.object({
    /** To be read out to a clerk. */
    code: z.string(),
    expiresAt: timestamp,
  }),
  refusals: [...idNumberRefusals, 'name-invalid', 'already-verified', 'recovery-refused'],
})

const asked = z.strictObject({
  /** Spaces, dashes and small letters are fine. */
  code: z.string().check(z.minLength(1), z.maxLength(64)),
  stationId,
})

/** What a clerk holds the card against. */
const recovery = z.object({ maskedName: z.string(), maskedIdNumber: z.string() })

export const checkRecovery = endpoint({
  method: 'POST',
  path: '/v1/recoveries/checks',
  summary: 'Shows a clerk whose account is asked for, as far as he needs to compare it with a card.',
  auth: 'clerk',
  body: asked,
  success: 200,
  reply: z.object({ recovery }),
  refusals: ['station-not-yours', 'recovery-unknown'],
})

export const confirmRecovery = endpoint({
  method: 'POST',
  path: '/v1/recoveries',
  summary:
    'A clerk has seen card and person: the lost devices are logged out, and the new one has the account. Entered in the ' +
    'ledger.',
  auth: 'clerk',
  body: asked,
  success: 200,
  reply: z.object({ recovery }),
  refusals: ['station-not-yours', 'recovery-unknown'],
})
