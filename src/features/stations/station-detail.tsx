import { View } from '@tarojs/components'
import { faultText, isOffline, staleNotice } from '@/platform/query-view'
import { Refusal } from '@/platform/call'
import { dial } from '@/platform/dial'
import { drive, mayPark, shownMinutes } from '@/rules/driving'
import { metresBetween } from '@/rules/nearest'
import { placeOf } from '@/rules/station-place'
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
import type { Point } from '@/contract'
import { type Driving, sideText } from './driving'
import { goTo } from './go-to'
import { facilityFact, kindText } from './facilities'
import { hoursRows } from './hours-rows'
import { doubtText, fullText, seenText } from './live-words'
import { openTone, tagState } from './open-words'
import { parkingRows } from './parking-rows'
import { placeRows } from './place-rows'
import { ReportChips } from './report-chips'
import type { Told } from './stations-now'
import { oldPackText } from './use-pack'
import type { ReportControl } from './use-report'
import type { StationView } from './use-station'
import './stations.scss'

interface StationDetailProps {
  view: StationView
  /** Where one stands. */
  from: Point
  /** Of who has told what he drives. */
  driving: Driving | undefined
  report: ReportControl
  onHome: () => void
}

export function StationDetail({ view, from, driving, report, onHome }: StationDetailProps) {
  const { data: told, fault, now, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  const home = { text: '看附近的驿站', onTap: onHome }

  if (fault instanceof Refusal && fault.code === 'not-found') {
    return (
      <Screen title="驿站" back>
        <EmptyState icon="lamp" title="没有这个驿站" note="可能撤了，或链接不全" action={home} />
      </Screen>
    )
  }
  if (!told) {
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
      title={told.station.name}
      back
      refreshing={view.refreshing}
      notice={
        fault ? (
          <>
            <Notice {...staleNotice(fault, view, now)} />
            {view.old && <Notice kind="warn">{oldPackText}</Notice>}
          </>
        ) : undefined
      }
      foot={<Button icon="go" text="去这里" onTap={() => goTo(told.station, now)} />}
    >
      <Body {...{ view, told, from, driving, report, offline }} />
    </Screen>
  )
}

interface BodyProps extends Omit<StationDetailProps, 'onHome'> {
  told: Told
  offline: boolean
}

function Body({ view: { openState, now }, told, from, driving, report, offline }: BodyProps) {
  const { station, live } = told
  const place = placeOf(station, now)
  const metres = metresBetween(from, place.point)
  const far = distanceText(metres)
  const byCar =
    driving && station.parking
      ? drive({ point: from, ...driving.travel }, { ...station, point: place.point }, metres)
      : undefined
  const way = byCar ? `开车约 ${shownMinutes(byCar)} 分钟` : `骑 ${rideMinutes(metres)} 分钟`
  const until = 'until' in openState && openState.until ? Date.parse(openState.until) - now : undefined
  const closed = openState.state === 'closed' ? openState : undefined
  const seen = seenText(live, now)
  const doubt = doubtText(station)
  const full = fullText(live, now)
  const dated = placeRows(station, now)
  return (
    <>
      <View className="st-tags">
        <Tag
          state={tagState(openState)}
          text={offline ? `按时间表，${openTag(openState)}` : openTag(openState)}
        />
        <Tag state="plain" text={kindText(station.kind)} />
        {doubt && <Tag state="soon" text="待核实" />}
      </View>
      {closed?.reason && <Notice kind="warn">{closureText(closed.reason, openState, now)}</Notice>}
      {doubt && <Notice kind="warn">{doubt}</Notice>}
      {full && <Notice kind="warn">{full}</Notice>}
      <Card>
        <View className="st-far">
          <BigNumber value={far.number} unit={`${far.unit} · ${way}`} />
          <View className="st-till">
            <View className={`st-until t-${openTone(openState)}`}>{untilText(openState, now)}</View>
            {until !== undefined && <View className="st-left">{remainingText(until)}</View>}
          </View>
        </View>
        <Para inset>{place.address}</Para>
        {seen && (
          <Para inset tone="quiet">
            {seen}
          </Para>
        )}
      </Card>
      {station.parking && (
        <Card title="停车">
          {driving && (
            <Para inset tone={mayPark(station.parking, driving.vehicle) ? 'open' : 'stop'}>
              {mayPark(station.parking, driving.vehicle) ? '停得下你的车' : '停不下你的车'}
              {byCar && sideText(byCar.side) ? ` · ${sideText(byCar.side)}` : ''}
            </Para>
          )}
          <Pairs rows={parkingRows(station)} />
        </Card>
      )}
      <Card>
        <FactGrid items={station.facilities.map(facilityFact)} />
      </Card>
      {dated.length > 0 && (
        <Card title="在哪里">
          <Pairs rows={dated} />
        </Card>
      )}
      <Card>
        <Pairs rows={hoursRows(station.hours, now)} />
      </Card>
      <ReportChips question="到了发现不对？点一下，帮后面的人" control={report} />
      {station.phone && <Phone number={station.phone} />}
      {station.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}

/** 停水，明早 8:30 开; the reason alone where nobody knows until when. */
function closureText(reason: string, state: Parameters<typeof untilText>[0], now: number): string {
  return `${reason}，${untilText(state, now)}`
}

const Phone = ({ number }: { number: string }) => (
  <List>
    <ListRow icon="phone" title="打电话问" note={number} onTap={() => dial(number)} />
  </List>
)
