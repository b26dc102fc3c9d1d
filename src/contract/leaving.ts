import * as z from 'zod/mini'
import { consentWord, session, worker } from './account'
import { order, policy } from './aid'
import { aidClaim, familyCode, payoutAccount } from './aid-claims'
import { endpoint } from './endpoint'
import { calendarDate, count, timestamp, uuid } from './shapes'
import { unionApplication } from './unions'
import { photo } from './uploads'
import { voucherState } from './vouchers'

/**
 * All that we know of the caller. What is sealed comes masked here too: this copy travels. The ledger knows him only by
 * what is in here anyway: his vouchers, orders and policies.
 */
export const personalExport = z
  .object({
    takenAt: timestamp,
    account: worker,
    openedAt: timestamp,
    identity: z.nullable(
      z.object({
        maskedName: z.string(),
        /** 99**************13 */
        maskedIdNumber: z.string(),
        birthDate: calendarDate,
        verifiedAt: timestamp,
      }),
    ),
    /** By what he logs in: `wechat`, `phone`, `demo`. */
    logins: z.array(z.string()),
    sessions: z.array(session),
    /** Every word on each purpose, oldest first. */
    consents: z.array(consentWord),
    unionApplications: z.array(unionApplication),
    vouchers: z.array(
      z.object({
        id: uuid,
        title: z.string(),
        state: voucherState,
        claimedAt: timestamp,
        redeemedAt: z.nullable(timestamp),
        redeemedWhere: z.nullable(z.string()),
      }),
    ),
    orders: z.array(order),
    policies: z.array(policy),
    /** About him, and those he filed for others. */
    claims: z.array(aidClaim),
    /** Uploads of his, and those about him; each can be had by its id. */
    photos: z.array(photo),
    payoutAccount: z.nullable(payoutAccount),
    familyCodes: z.array(familyCode),
  })
  .register(z.globalRegistry, { id: 'PersonalExport' })
export type PersonalExport = z.output<typeof personalExport>

export const exportMe = endpoint({
  method: 'GET',
  path: '/v1/me/export',
  summary: 'A copy of all that is known of the caller.',
  auth: 'member',
  success: 200,
  reply: z.object({ export: personalExport }),
  refusals: [],
})

export const deleteMe = endpoint({
  method: 'DELETE',
  path: '/v1/me',
  summary:
    'Deletes the account in seven days. Until then all works as before and can be kept; asked again, the day stays.',
  auth: 'member',
  success: 200,
  reply: z.object({
    deletesAt: timestamp,
    /** Policies in force or about to be, of which the caller then has nothing any more. */
    endsPolicies: count,
  }),
  refusals: [],
})

export const keepMe = endpoint({
  method: 'DELETE',
  path: '/v1/me/deletion',
  summary: 'Keeps the account after all.',
  auth: 'member',
  success: 200,
  reply: z.object({ worker }),
  refusals: [],
})
