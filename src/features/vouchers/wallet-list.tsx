import { useState } from 'react'
import type { Voucher } from '@/contract'
import { isSessionLost } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { DAY } from '@/rules/shanghai'
import { pastText, remainingText } from '@/rules/wording'
import {
  Actions,
  Button,
  EmptyState,
  ErrorState,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  Section,
  SkeletonTickets,
  Ticket,
} from '@/ui'
import type { Groups, VouchersView } from './use-vouchers'
import { laterThan, stateAt } from './wallet'
import { itemsText, lastText, titleOf, validText, whereText } from './voucher-words'

interface WalletListProps {
  view: VouchersView
  onOpen: (id: string) => void
  onBenefits: () => void
  onLogin: () => void
}

/** Rows of what is past that are drawn at first, and added by each tap. */
const page = 20

/** All my vouchers: those I can use, those I used, those that are over. */
export function WalletList({ view, onOpen, onBenefits, onLogin }: WalletListProps) {
  const { data, fault, refreshing, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  const login = { text: '去登录', onTap: onLogin }
  const stranger = isSessionLost(fault)
  return (
    <Screen
      title="我的券"
      back
      refreshing={refreshing}
      notice={
        fault && data ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={stranger ? login : retry}>
            {stranger
              ? '登录过期了，重新登录后券才能用'
              : isOffline(fault)
                ? '没信号 · 存的券照样能用'
                : '没更新成，存的券照样能用'}
          </Notice>
        ) : undefined
      }
    >
      {data ? (
        <Filled {...{ view, groups: data, onOpen, onBenefits }} />
      ) : stranger ? (
        <EmptyState icon="lock" title="登录后看券" action={login} />
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={retry} />
      ) : (
        <SkeletonTickets rows={2} />
      )}
    </Screen>
  )
}

interface FilledProps {
  view: VouchersView
  groups: Groups
  onOpen: (id: string) => void
  onBenefits: () => void
}

function Filled({ view: { now, older }, groups: { ready, used, over }, onOpen, onBenefits }: FilledProps) {
  const [shown, setShown] = useState(page)
  if (ready.length + used.length + over.length === 0) {
    return (
      <EmptyState
        icon="ticket"
        title="还没有券"
        note="领到的福利会放在这里，没信号也能用"
        action={{ text: '看看能领什么', onTap: onBenefits }}
      />
    )
  }
  const more = used.length > shown || over.length > shown
  const onMore = () => {
    setShown(shown + page)
    if (!more) older?.load()
  }
  return (
    <>
      <Section title="能用的" aside={`${ready.length} 张`} />
      {ready.map((it) => (
        <Ticket
          key={it.id}
          title={titleOf(it)}
          lines={[whereText(it), itemsText(it.items)]}
          why={expiryText(it, now)}
          figure={it.uses && { value: String(it.uses.left), unit: '次' }}
          action={
            laterThan(it, now) === undefined
              ? { text: '用券', onTap: () => onOpen(it.id) }
              : { text: '还没到', kind: 'line', onTap: () => onOpen(it.id) }
          }
        />
      ))}
      {ready.length === 0 && <Para tone="quiet">没有能用的券</Para>}
      <Past title="用过的" vouchers={used.slice(0, shown)} now={now} onOpen={onOpen} />
      <Past title="不能用了" vouchers={over.slice(0, shown)} now={now} onOpen={onOpen} />
      {(more || older) && (
        <Actions>
          <Button kind="quiet" size="mid" text="更早的" busy={older?.loading} onTap={onMore} />
        </Actions>
      )}
      {[...ready, ...used, ...over].some((it) => it.demo) && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}

/** As on the voucher's own screen. */
const signs = {
  ready: 'ticket',
  redeemed: 'check',
  expired: 'clock',
  returned: 'again',
  revoked: 'cross',
} as const

interface PastProps {
  title: string
  vouchers: readonly Voucher[]
  now: number
  onOpen: (id: string) => void
}

function Past({ title, vouchers, now, onOpen }: PastProps) {
  if (vouchers.length === 0) return null
  return (
    <>
      <Section title={title} />
      <List>
        {vouchers.map((it) => (
          <ListRow
            key={it.id}
            icon={signs[stateAt(it, now)]}
            title={titleOf(it)}
            note={pastNote(it, now)}
            onTap={() => onOpen(it.id)}
          />
        ))}
      </List>
    </>
  )
}

function expiryText(it: Voucher, now: number): string {
  const left = Date.parse(it.expiresAt) - now
  return left < DAY ? `快到期了，${remainingText(left)}` : validText(it, now)
}

function pastNote(it: Voucher, now: number): string {
  const state = stateAt(it, now)
  if (state === 'redeemed') {
    return [`${pastText(Date.parse(it.redeemedAt ?? it.claimedAt), now)} 领取`, it.redeemedWhere?.name]
      .filter(Boolean)
      .join(' · ')
  }
  if (state === 'returned') return '已退回'
  if (state === 'revoked') return '已作废'
  return `有效到 ${lastText(it)}，已过期`
}
