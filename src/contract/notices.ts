import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { count, idParams, timestamp, uuid } from './shapes'

/**
 * `ready`: something can be collected; `expiring`: it ends within a day; `redeemed`: it was collected, by whoever it was; `claim`: a claim has
 * moved.
 */
export const noticeKind = z.enum(['ready', 'expiring', 'redeemed', 'claim'])
export type NoticeKind = z.output<typeof noticeKind>

/** A kind of message, by the template that wx.requestSubscribeMessage asks for; and how many may still come. */
const subscription = z.object({ kind: noticeKind, templateId: z.string(), left: count })

export const listSubscriptions = endpoint({
  method: 'GET',
  path: '/v1/me/subscriptions',
  summary:
    'Which messages the caller can have, and how many of each he has asked for. None where none are sent.',
  auth: 'member',
  success: 200,
  reply: z.object({ subscriptions: z.array(subscription) }),
  refusals: [],
})

export const subscribe = endpoint({
  method: 'POST',
  path: '/v1/me/subscriptions',
  summary: 'Notes that the caller let WeChat send one more message of each of these kinds.',
  auth: 'member',
  consents: ['messages'],
  body: z.strictObject({ kinds: z.array(noticeKind).check(z.minLength(1), z.maxLength(4)) }),
  success: 200,
  reply: z.object({ subscriptions: z.array(subscription) }),
  refusals: [],
})

/** A message that could not be sent. Nothing of what it says, and not for whom. */
export const deadNotice = z
  .object({
    id: uuid,
    kind: noticeKind,
    enteredAt: timestamp,
    endedAt: timestamp,
    tries: count,
    /** Why, as the sending service named it. */
    fault: z.string(),
  })
  .register(z.globalRegistry, { id: 'DeadNotice' })
export type DeadNotice = z.output<typeof deadNotice>

export const listDeadNotices = endpoint({
  method: 'GET',
  path: '/v1/admin/notices/dead',
  summary: 'Messages that were given up, newest first, in pages of 20.',
  auth: 'admin',
  query: z.object({ after: z.optional(uuid) }),
  success: 200,
  reply: z.object({ notices: z.array(deadNotice), next: z.nullable(uuid) }),
  refusals: [],
})

export const retryNotice = endpoint({
  method: 'POST',
  path: '/v1/admin/notices/{id}/retry',
  summary: 'Tries a message again that was given up.',
  auth: 'admin',
  params: idParams,
  success: 204,
  reply: z.undefined(),
  refusals: ['not-found'],
})
