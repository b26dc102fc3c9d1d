import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Campaign, Item, Redeemable, Station, StationOffer } from '@/contract'
import { Refusal } from '@/platform/call'
import { dial } from '@/platform/dial'
import { faultText, isOffline } from '@/platform/query-view'
import { doorOpens } from '@/rules/doors'
import { lastDayText, lastMomentText, openTag } from '@/rules/wording'
import {
  Actions,
  Button,
  EmptyState,
  ErrorState,
  Notice,
  Outcome,
  Para,
  Screen,
  Section,
  SkeletonTickets,
  Tag,
  Ticket,
} from '@/ui'
import { doubtText } from './live-words'
import { tagState } from './open-words'
import { ReportChips } from './report-chips'
import { type ArrivalView, type DoorState, useDoor } from './use-arrival'
import { useReport } from './use-report'
import './stations.scss'

/** Where the tickets and the buttons lead. */
export interface ArrivalWays {
  onCampaign: (campaignId: string) => void
  onVoucher: (voucherId: string) => void
  onWallet: () => void
  onStation: () => void
  onHome: () => void
  /** Runs what it is given once somebody is logged in. */
  asMember: (act: () => void) => void
}

interface ArrivalProps extends ArrivalWays {
  id: string
  view: ArrivalView
  /** Whether somebody is logged in. */
  member: boolean
  /** What is said to somebody who is not. */
  welcome: ReactNode
}

/** Come to a station: what there is for me here, the door where it is smart, and how it is here by one tap. */
export function Arrival({ id, view, member, welcome, ...ways }: ArrivalProps) {
  const { data, known, fault } = view
  if (id === '' || (fault instanceof Refusal && fault.code === 'not-found')) {
    return (
      <Screen title="到站了" back>
        <EmptyState
          icon="lamp"
          title="没有这个驿站"
          note="可能撤了，或码不全"
          action={{ text: '看附近的驿站', onTap: ways.onHome }}
        />
      </Screen>
    )
  }
  if (!known) {
    return (
      <Screen title="到站了" back>
        {fault ? (
          <ErrorState
            {...faultText(fault)}
            action={{ text: '重试', onTap: () => void view.refresh() }}
            second={{ text: '我的券', onTap: ways.onWallet }}
          />
        ) : (
          <SkeletonTickets rows={2} />
        )}
      </Screen>
    )
  }
  return <Here {...{ id, view, member, welcome, known, ...ways }} checkedIn={data !== undefined} />
}

interface HereProps extends ArrivalProps {
  known: Station
  checkedIn: boolean
}

function Here({ id, view, member, welcome, known, checkedIn, ...ways }: HereProps) {
  const { data, fault, openState } = view
  const { door, open } = useDoor(id)
  const report = useReport(id, ways.asMember)
  const smart = doorOpens(known, openState)
  const doubt = doubtText(known)
  return (
    <Screen
      title="到站了"
      back
      refreshing={view.refreshing}
      notice={
        fault ? (
          <Notice
            kind={isOffline(fault) ? 'offline' : 'warn'}
            action={{ text: '重试', onTap: () => void view.refresh() }}
          >
            {isOffline(fault) ? '没信号，还没记上你到了' : faultText(fault).note}
          </Notice>
        ) : undefined
      }
      foot={
        smart ? (
          <DoorFoot door={door} member={member} onOpen={() => ways.asMember(open)} />
        ) : (
          <Button kind="quiet" text="看这个驿站" onTap={ways.onStation} />
        )
      }
    >
      <Outcome
        icon="lamp"
        tone="lamp"
        title={openState.state === 'closed' ? '到了，现在没开' : '欢迎，歇会儿'}
        lead={known.name}
      />
      <View className="st-mid">
        <Tag state={tagState(openState)} text={openTag(openState)} />
      </View>
      {door.step === 'failed' && (
        <Notice
          kind="warn"
          action={known.phone ? { text: '打电话', onTap: () => dial(known.phone ?? '') } : undefined}
        >
          {door.why}
        </Notice>
      )}
      {doubt && <Notice kind="warn">{doubt}</Notice>}
      {data ? (
        <ForMe {...{ data, member, welcome, ways }} />
      ) : fault ? (
        <Actions>
          <Button kind="quiet" icon="ticket" text="我的券，没信号也能用" onTap={ways.onWallet} />
        </Actions>
      ) : (
        <SkeletonTickets rows={1} />
      )}
      {checkedIn && <ReportChips question="这里怎么样？点一下就好" control={report} fine />}
      {known.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

interface ForMeProps {
  data: { offers: StationOffer[]; redeemable: Redeemable[] }
  member: boolean
  welcome: ReactNode
  ways: ArrivalWays
}

/** What I can claim here, and what I can use. */
function ForMe({ data: { offers, redeemable }, member, welcome, ways }: ForMeProps) {
  const claimable = offers.filter(
    ({ standing, left }) => standing.state === 'claimable' || (standing.state === 'anonymous' && left !== 0),
  )
  return (
    <>
      {claimable.length > 0 && <Section title="在这里能领" />}
      {claimable.map(({ campaign, standing, left }, i) => (
        <Ticket
          key={campaign.id}
          title={campaign.title}
          lines={[offerLine(campaign)]}
          figure={left === null ? { value: '留' } : { value: String(left), unit: '份' }}
          action={{
            text: standing.state === 'anonymous' ? '登录后领' : '去领',
            kind: i === 0 ? 'fill' : 'line',
            onTap: () => ways.onCampaign(campaign.id),
          }}
          onTap={() => ways.onCampaign(campaign.id)}
        />
      ))}
      {redeemable.length > 0 && <Section title="在这里能用" />}
      {redeemable.map(({ voucherId, title, items, expiresAt }) => (
        <Ticket
          key={voucherId}
          title={title}
          lines={[itemsText(items), `到 ${lastMomentText(Date.parse(expiresAt))}`].filter(
            (it) => it !== title,
          )}
          action={{ text: '用券', kind: 'line', onTap: () => ways.onVoucher(voucherId) }}
          onTap={() => ways.onVoucher(voucherId)}
        />
      ))}
      {claimable.length === 0 && redeemable.length === 0 && member && (
        <Para center>这里现在没有你能领、能用的，坐下歇会儿</Para>
      )}
      {!member && welcome}
    </>
  )
}

const itemsText = (items: readonly Item[]): string =>
  items.map(({ name, quantity }) => (quantity === 1 ? name : `${name} × ${quantity}`)).join('、')

/** What is in it; where its title says just that, what one chooses among, or until when it can be claimed. */
function offerLine({ title, items, variants, closesAt }: Campaign): string {
  const within = itemsText(items)
  if (within !== title) return within
  return variants
    ? `${variants.label} ${variants.options.join('、')}`
    : `领到 ${lastDayText(Date.parse(closesAt))}`
}

interface DoorFootProps {
  door: DoorState
  member: boolean
  onOpen: () => void
}

function DoorFoot({ door, member, onOpen }: DoorFootProps) {
  if (door.step === 'open')
    return (
      <Notice kind="info" icon="check">
        {`门开了，${door.seconds} 秒内推门进去`}
      </Notice>
    )
  return (
    <Button icon="lock" text={member ? '开门' : '登录后开门'} busy={door.step === 'opening'} onTap={onOpen} />
  )
}
