import { api, type NoticeKind, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

/** Which messages one can have, by their templates; none where none are sent. */
export const fetchSubscriptions = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listSubscriptions>> =>
  call(api.listSubscriptions, {}, { signal })

/** Notes that WeChat may send one more of each. Throws a Refusal `consent-required`. */
export const subscribe = (kinds: NoticeKind[]): Promise<ReplyOf<typeof api.subscribe>> =>
  call(api.subscribe, { body: { kinds } })

/** One page of messages that were given up, newest first; `after` is the `next` of the page before. */
export const fetchDead = (
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listDeadNotices>> => call(api.listDeadNotices, { query: { after } }, { signal })

/** Has one tried again. Throws a Refusal `not-found` where it is being tried already, or forgotten. */
export const retryNotice = (id: string): Promise<ReplyOf<typeof api.retryNotice>> =>
  call(api.retryNotice, { params: { id } })
