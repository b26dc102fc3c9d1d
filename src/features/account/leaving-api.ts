import { api, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

/** A copy of all that is known of the caller. */
export const fetchExport = (signal?: AbortSignal): Promise<ReplyOf<typeof api.exportMe>> =>
  call(api.exportMe, {}, { signal })

/** Has the account deleted in seven days. Asked again, the day stays. */
export const askDeletion = (): Promise<ReplyOf<typeof api.deleteMe>> => call(api.deleteMe, {})

/** Takes that back. */
export const keepAccount = (): Promise<ReplyOf<typeof api.keepMe>> => call(api.keepMe, {})
