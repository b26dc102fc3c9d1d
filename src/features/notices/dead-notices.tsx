import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { DeadNotice, NoticeKind, ReplyOf, api } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  Card,
  EmptyState,
  ErrorState,
  Notice,
  Pairs,
  Para,
  Screen,
  SkeletonList,
} from '@/ui'
import { fetchDead, retryNotice } from './api'

const deadKey = ['admin', 'dead-notices'] as const

const kindWords: Record<NoticeKind, string> = {
  ready: '能领了',
  expiring: '快到期',
  redeemed: '领走了',
  claim: '报案有进展',
}

const noticesOf = ({ pages }: InfiniteData<ReplyOf<typeof api.listDeadNotices>>): DeadNotice[] =>
  pages.flatMap((it) => it.notices)

/** Messages that were given up, why, and one tap to try each again. `now` is epoch ms. */
export function DeadNotices({ now }: { now: number }) {
  const client = useQueryClient()
  const query = useInfiniteQuery({
    queryKey: deadKey,
    queryFn: ({ pageParam, signal }) => fetchDead(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
    meta: { keep: false },
  })
  const retrying = useMutation({
    mutationFn: (id: string) => retryNotice(id),
    onSettled: () => void client.invalidateQueries({ queryKey: deadKey }),
  })
  const data = useMemo(() => query.data && noticesOf(query.data), [query.data])
  const { error: fault } = query
  const retry = { text: '重试', onTap: () => void query.refetch({ cancelRefetch: false }) }
  return (
    <Screen
      title="没发出去的消息"
      back
      refreshing={query.isFetching && data !== undefined}
      notice={
        fault && data ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={retry}>
            {isOffline(fault) ? '没信号 · 可能有新的没显示' : '没更新成 · 可能有新的没显示'}
          </Notice>
        ) : undefined
      }
    >
      {retrying.isSuccess && <Notice kind="info">好，一会儿再发一次</Notice>}
      {retrying.error && (
        <Notice kind="warn">
          {retrying.error instanceof Refusal
            ? '这条已经在重发，或者忘掉了'
            : `${faultText(retrying.error).title}，还没重发，再点一次`}
        </Notice>
      )}
      {data?.map((it) => (
        <Card
          key={it.id}
          title={`“${kindWords[it.kind]}”的消息`}
          aside={pastText(Date.parse(it.endedAt), now)}
        >
          <Pairs
            rows={[
              { label: '试了', value: `${it.tries} 次`, tone: 'quiet' },
              { label: '为什么', value: it.fault || '没说', tone: 'quiet' },
            ]}
          />
          <Actions>
            <Button
              kind="quiet"
              size="mid"
              icon="again"
              text="再发一次"
              busy={retrying.isPending && retrying.variables === it.id}
              onTap={() => retrying.mutate(it.id)}
            />
          </Actions>
        </Card>
      ))}
      {data && data.length > 0 && (
        <Para tone="quiet" center>
          这里不写发给谁、写了什么。30 天后忘掉
        </Para>
      )}
      {query.hasNextPage && (
        <Actions>
          <Button
            kind="quiet"
            size="mid"
            text="更早的"
            busy={query.isFetchingNextPage}
            onTap={() => void query.fetchNextPage()}
          />
        </Actions>
      )}
      {data?.length === 0 && (
        <EmptyState icon="check" title="都发出去了" note="微信一直发不出的消息，会停在这里" />
      )}
      {!data && (fault ? <ErrorState {...faultText(fault)} action={retry} /> : <SkeletonList rows={3} />)}
    </Screen>
  )
}
