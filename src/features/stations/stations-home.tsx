import { View } from '@tarojs/components'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { openMap } from '@/platform'
import { faultText, isOffline } from '@/platform/query-view'
import { ageText } from '@/rules/wording'
import {
  Button,
  EmptyState,
  ErrorState,
  Icon,
  Line,
  List,
  NeedBar,
  NeedChip,
  Notice,
  Para,
  Screen,
  SkeletonHero,
  SkeletonList,
  Tap,
} from '@/ui'
import { type Driving, useTravel, useVehicle, vehicleText } from './driving'
import { type Asked, needChips, needText } from './facilities'
import { NearestCard } from './nearest-card'
import { NextToOpen } from './next-to-open'
import { PlaceSheet } from './place-sheet'
import { StationRow, rowWords } from './station-row'
import { type StationNow, foremost } from './stations-now'
import { type Nearby, useNearby } from './use-nearby'
import { oldPackText } from './use-pack'
import { type PlaceControl, placeText } from './use-place'
import './stations.scss'

export interface StationsHomeState {
  places: PlaceControl
  nearby: Nearby
  needs: readonly Asked[]
  /** Of who asks for parking and has told what he drives. */
  driving: Driving | undefined
  toggle: (need: Asked) => void
  clear: () => void
}

/** What the home of the stations knows; kept by the page, which refreshes it when pulled. */
export function useStationsHome(places: PlaceControl): StationsHomeState {
  const [needs, setNeeds] = useState<readonly Asked[]>([])
  const vehicle = useVehicle()
  const travel = useTravel()
  const driving = useMemo(
    () => (vehicle && needs.includes('parking') ? { vehicle, travel } : undefined),
    [vehicle, travel, needs],
  )
  const wanted = useMemo(() => ({ needs, driving }), [needs, driving])
  const nearby = useNearby(places.place.point, wanted)
  const toggle = useCallback(
    (need: Asked) =>
      setNeeds((had) => (had.includes(need) ? had.filter((it) => it !== need) : [...had, need])),
    [],
  )
  return { places, nearby, needs, driving, toggle, clear: useCallback(() => setNeeds([]), []) }
}

/** Rows at first, and added by each tap on 更多. */
const page = 10

/** The other screens that are looked at from here. */
export interface HomeWays {
  onOpen: (stationId: string) => void
  onMap: () => void
  /** To move a map under a mark, where the system has none to choose on. */
  onPickOnMap: () => void
  /** To find a district by its name. */
  onFindPlace: () => void
  /** To tell what one drives. */
  onVehicle: () => void
}

interface StationsHomeProps extends HomeWays {
  home: StationsHomeState
  tabs: ReactNode
}

/** The nearest station that is open now, and the others. */
export function StationsHome({ home, tabs, ...ways }: StationsHomeProps) {
  const { places, nearby, needs, driving, toggle } = home
  const { place } = places
  const { data: stations, fault, updatedAt, now, refresh } = nearby
  const [choosing, setChoosing] = useState(false)
  const offline = isOffline(fault)
  const age = updatedAt > 0 ? ageText(Math.max(0, now - updatedAt)) : undefined
  const retry = { text: '重试', onTap: () => void refresh() }
  return (
    <Screen
      title="驿站"
      right={
        <Tap className="st-map" label="看地图" onTap={ways.onMap}>
          <Icon name="map" size={22} />
          地图
        </Tap>
      }
      tabs={tabs}
      refreshing={nearby.refreshing}
      notice={
        fault && stations && age ? (
          <>
            <Notice kind={offline ? 'offline' : 'warn'} action={retry}>
              {`${offline ? '没信号' : '没更新成'} · 用${/^\d/.test(age) ? ' ' : ''}${age}存的驿站`}
            </Notice>
            {nearby.old && <Notice kind="warn">{oldPackText}</Notice>}
          </>
        ) : undefined
      }
    >
      <Line
        icon="pin"
        text={placeText(place)}
        label={`${placeText(place)}，换个地方`}
        aside={fault || !age ? undefined : `${age}更新`}
        onTap={() => setChoosing(true)}
      />
      {place.source === 'default' && (
        <Notice
          kind="info"
          action={{ text: '用我的位置', onTap: () => void locateOr(places, () => setChoosing(true)) }}
        >
          这不是你的位置
        </Notice>
      )}
      <NeedBar label="要什么">
        {needChips(needs).map(({ need, text, icon }) => (
          <NeedChip key={need} icon={icon} text={text} on={needs.includes(need)} onTap={() => toggle(need)} />
        ))}
      </NeedBar>
      {needs.includes('parking') && (
        <View className="st-car">
          <Line
            icon="park"
            text={(driving && vehicleText(driving.vehicle)) || '按我的车挑停车的地方'}
            label={`我的车，${(driving && vehicleText(driving.vehicle)) || '还没填'}`}
            aside={driving?.travel?.towards}
            onTap={ways.onVehicle}
          />
        </View>
      )}
      {stations ? (
        <Found {...{ home, stations, now, offline }} onOpen={ways.onOpen} />
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={retry} />
      ) : (
        <>
          <SkeletonHero />
          <SkeletonList rows={3} lead />
        </>
      )}
      {choosing && (
        <PlaceSheet
          places={places}
          onFind={ways.onFindPlace}
          onPick={ways.onPickOnMap}
          onClose={() => setChoosing(false)}
        />
      )}
    </Screen>
  )
}

/** Asks the phone; where it gives no position, the ways without one are opened. */
async function locateOr(places: PlaceControl, choose: () => void): Promise<void> {
  if (!(await places.locate())) choose()
}

interface FoundProps {
  home: StationsHomeState
  stations: readonly StationNow[]
  now: number
  offline: boolean
  onOpen: (stationId: string) => void
}

function Found({ home: { needs, driving, clear, places }, stations, now, offline, onOpen }: FoundProps) {
  const [shown, setShown] = useState(page)
  const asked = needs.map(needText).join('、')
  const open = useCallback((it: StationNow) => onOpen(it.station.id), [onOpen])
  const goThere = useCallback(
    (it: StationNow) => openMap({ ...it.place.point, name: it.station.name, address: it.place.address }),
    [],
  )
  if (stations.length === 0) {
    return (
      <EmptyState
        icon="lamp"
        title={driving ? '附近没有能停这辆车的地方' : asked ? `附近没有能${asked}的驿站` : '附近没有驿站'}
        note={`从${placeText(places.place)}找的`}
        action={needs.length > 0 ? { text: '不挑了，都看看', onTap: clear } : undefined}
      />
    )
  }
  const first = foremost(stations)
  const rest = first.kind === 'none' ? stations : stations.filter((it) => it !== first.it)
  return (
    <>
      {first.kind === 'open' && (
        <NearestCard
          it={first.it}
          now={now}
          asked={needs}
          byTimetable={offline}
          onGo={goThere}
          onOpen={open}
        />
      )}
      {first.kind === 'next' && (
        <NextToOpen it={first.it} now={now} asked={asked} onGo={goThere} onOpen={open} />
      )}
      {first.kind === 'none' && <Notice kind="warn">附近现在没有开着的，也不知道哪个先开</Notice>}
      {rest.length > 0 && (
        <List>
          {rest.slice(0, shown).map((it) => (
            <StationRow key={it.station.id} it={it} words={rowWords(it, now)} onGo={goThere} onOpen={open} />
          ))}
        </List>
      )}
      {rest.length > shown && (
        <View className="st-acts">
          <Button kind="quiet" size="mid" text="再看一些" onTap={() => setShown(shown + 20)} />
        </View>
      )}
      {stations.some((it) => it.station.demo) && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}
