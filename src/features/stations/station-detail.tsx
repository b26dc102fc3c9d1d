import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { faultText, isOffline, staleText } from '@/platform/query-view'
import { Refusal } from '@/platform/call'
import { dial } from '@/platform/dial'
import { distanceText, openTag, remainingText, rideMinutes, untilText } from '@/rules/wording'
import {
  BigNumber,
  Button,
  Card,
  EmptyState,
  ErrorState,
  FactGrid,
  List,
  ListRow,
  Notice,
  Pairs,
  Para,
  Screen,
  SkeletonHero,
  SkeletonList,
  Tag,
} from '@/ui'
import type { Point, Station } from '@/contract'
import { metresBetween } from '@/rules/nearest'
import { goTo } from './go-to'
import { facilityFact, kindText } from './facilities'
import { hoursRows } from './hours-rows'
import { openTone, tagState } from './open-words'
import type { StationView } from './use-station'
import './stations.scss'

interface StationDetailProps {
  view: StationView
  /** Where one stands. */
  from: Point
  /** What is said first to somebody who has just come in. */
  welcome?: ReactNode
  onHome: () => void
}

export function StationDetail({ view, from, welcome, onHome }: StationDetailProps) {
  const { data: station, fault, now, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  const home = { text: '看附近的驿站', onTap: onHome }

  if (fault instanceof Refusal && fault.code === 'not-found') {
    return (
      <Screen title="驿站" back>
        <EmptyState icon="lamp" title="没有这个驿站" note="可能撤了，或链接不全" action={home} />
      </Screen>
    )
  }
  if (!station) {
    return (
      <Screen title="驿站" back>
        {fault ? (
          <ErrorState {...faultText(fault)} action={retry} second={home} />
        ) : (
          <>
            <SkeletonHero />
            <SkeletonList rows={3} />
          </>
        )}
      </Screen>
    )
  }
  const offline = isOffline(fault)
  return (
    <Screen
      title={station.name}
      back
      refreshing={view.refreshing}
      notice={
        fault ? (
          <Notice kind={offline ? 'offline' : 'warn'} action={retry}>
            {staleText(fault, view, now)}
          </Notice>
        ) : undefined
      }
      foot={<Button icon="go" text="去这里" onTap={() => goTo(station)} />}
    >
      <Body {...{ view, station, from, welcome, offline }} />
    </Screen>
  )
}

interface BodyProps {
  view: StationView
  station: Station
  from: Point
  welcome?: ReactNode
  offline: boolean
}

function Body({ view: { openState, now }, station, from, welcome, offline }: BodyProps) {
  const metres = metresBetween(from, station.point)
  const far = distanceText(metres)
  const until = 'until' in openState && openState.until ? Date.parse(openState.until) - now : undefined
  const closed = openState.state === 'closed' ? openState : undefined
  return (
    <>
      <View className="st-tags">
        <Tag
          state={tagState(openState)}
          text={offline ? `按时间表，${openTag(openState)}` : openTag(openState)}
        />
        <Tag state="plain" text={kindText(station.kind)} />
      </View>
      {closed?.reason && <Notice kind="warn">{closed.reason}</Notice>}
      {welcome}
      <Card>
        <View className="st-far">
          <BigNumber value={far.number} unit={`${far.unit} · 骑 ${rideMinutes(metres)} 分钟`} />
          <View className="st-till">
            <View className={`st-until t-${openTone(openState)}`}>{untilText(openState, now)}</View>
            {until !== undefined && <View className="st-left">{remainingText(until)}</View>}
          </View>
        </View>
        <Para inset>{station.address}</Para>
      </Card>
      <Card>
        <FactGrid items={station.facilities.map(facilityFact)} />
      </Card>
      <Card>
        <Pairs rows={hoursRows(station.hours, now)} />
      </Card>
      {station.phone && <Phone number={station.phone} />}
      {station.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}

const Phone = ({ number }: { number: string }) => (
  <List>
    <ListRow icon="phone" title="打电话问" note={number} onTap={() => dial(number)} />
  </List>
)
