import type { UseQueryResult } from '@tanstack/react-query'
import { ageText } from '@/rules/wording'
import { Refusal, serverOffsetMs } from './call'
import { NetworkFault } from './request'
import { useOnline } from './use-online'

/** What a screen needs of a query: data first, and beside them how old they are and what went wrong last. */
export interface QueryView<T> {
  data: T | undefined
  /** When the data came, epoch ms by the server's clock; 0 if never. */
  updatedAt: number
  /** Why the last try brought nothing. */
  fault: Error | null
  /** New data are on their way while older ones are shown. */
  refreshing: boolean
  refresh: () => Promise<unknown>
  /** Refreshes what has grown old: for a page that is shown again. */
  revisit: () => void
}

const offline = new NetworkFault('offline')

export function viewOf<T>(query: UseQueryResult<T>): QueryView<T> {
  const refresh = () => query.refetch({ cancelRefetch: false })
  return {
    data: query.data,
    updatedAt: serverTimeOf(query.dataUpdatedAt),
    // Without network the retries pause: the query then has failed once and has no error yet.
    fault: query.error ?? (query.fetchStatus === 'paused' ? (query.failureReason ?? offline) : null),
    refreshing: query.fetchStatus === 'fetching' && query.data !== undefined,
    refresh,
    revisit: () => {
      if (query.isStale) void refresh()
    },
  }
}

/** The same as {@link viewOf}, and at fault as soon as the phone says that it has no network. */
export function useView<T>(query: UseQueryResult<T>): QueryView<T> {
  const online = useOnline()
  const view = viewOf(query)
  return online || view.fault ? view : { ...view, fault: offline }
}

/** The phone's clock, by which queries are dated, may be wrong: what is told to users goes by the server's. */
export const serverTimeOf = (phoneTime: number): number => (phoneTime > 0 ? phoneTime + serverOffsetMs() : 0)

/** No answer at all, as against one that says no. */
export const isOffline = (fault: unknown): boolean => fault instanceof NetworkFault

/** The notice over what is shown and not fresh: why, how old it is (`now` is epoch ms), and the way to try again. */
export function staleNotice(
  fault: Error,
  { updatedAt, refresh }: Pick<QueryView<unknown>, 'updatedAt' | 'refresh'>,
  now: number,
) {
  const age = ageText(Math.max(0, now - updatedAt))
  const offline = isOffline(fault)
  return {
    kind: offline ? ('offline' as const) : ('warn' as const),
    children: `${offline ? '没信号' : '没更新成'} · 这是${/^\d/.test(age) ? ' ' : ''}${age}的`,
    action: { text: '重试', onTap: () => void refresh() },
  }
}

/** A fault in the user's words, for a screen that has nothing else to show. */
export function faultText(fault: Error): { icon: 'off' | 'warn'; title: string; note: string } {
  if (!isOffline(fault)) {
    return { icon: 'warn', title: '出了点问题', note: fault instanceof Refusal ? fault.detail : '请稍后再试' }
  }
  return fault instanceof NetworkFault && fault.kind === 'timeout'
    ? { icon: 'off', title: '网络太慢', note: '等了一会儿没有回音' }
    : { icon: 'off', title: '没信号', note: '有信号后再点一次' }
}
