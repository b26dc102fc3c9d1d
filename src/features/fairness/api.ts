import { api, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

/** One page of claims that were slowed, newest first; `after` is the `next` of the page before. */
export const fetchSlowed = (
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listSlowed>> => call(api.listSlowed, { query: { after } }, { signal })

/** One page of what was odd at stations’ desks, newest first; `after` is the `next` of the page before. */
export const fetchAlarms = (
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listAlarms>> => call(api.listAlarms, { query: { after } }, { signal })

/** Lets somebody through from now on; safe to repeat. Throws a Refusal `not-found` where the entry is gone. */
export const letThrough = (id: string): Promise<ReplyOf<typeof api.clearSlowed>> =>
  call(api.clearSlowed, { params: { id } })
