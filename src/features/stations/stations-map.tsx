import { View } from '@tarojs/components'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Point } from '@/contract'
import { openMap } from '@/platform'
import { faultText, isOffline } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { metresBetween } from '@/rules/nearest'
import { placeOf } from '@/rules/station-place'
import { ageText, distanceText, openTag, untilText } from '@/rules/wording'
import { Actions, Button, Card, NeedBar, NeedChip, Notice, Screen, Tag } from '@/ui'
import { type Asked, needChips, needText } from './facilities'
import { doubtText, fullText } from './live-words'
import { LocateRefused } from './locate-refused'
import { type MapBox, centreOf } from './map-box'
import { MapView } from './map-view'
import type { MapAim } from './map-view.shared'
import { openTone, tagState } from './open-words'
import { type MapItem, pinsOf, useMapItems } from './use-map'
import { oldPackMs, oldPackText } from './use-pack'
import { type PlaceControl, placeText } from './use-place'
import { useStation } from './use-station'
import './map.scss'

/** Streets can be told apart, and a few stations of a district are seen. */
const startZoom = 14

interface StationsMapProps {
  places: PlaceControl
  /** A place is chosen by moving the map under a mark, rather than a station. */
  picking: boolean
  onOpen: (stationId: string) => void
  /** A place was chosen. */
  onPicked: () => void
}

/** The stations on a map; a tap on one shows its card. */
export function StationsMap({ places, picking, onOpen, onPicked }: StationsMapProps) {
  const { place } = places
  const now = useMinute()
  const [needs, setNeeds] = useState<readonly Asked[]>([])
  const [box, setBox] = useState<MapBox>()
  const [chosen, setChosen] = useState<string>()
  const [aim, setAim] = useState<MapAim>({ center: place.point, zoom: startZoom })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    setAim({ center: place.point, zoom: startZoom })
  }, [place.point, turn])
  const { items, known, fault, packedAt, refresh } = useMapItems(box, needs, place.point)
  const pins = useMemo(
    () => [
      ...pinsOf(items, chosen, now),
      { key: 'here', kind: 'here' as const, point: place.point, label: placeText(place) },
    ],
    [items, chosen, now, place],
  )
  const card = items.find(
    (it): it is Extract<MapItem, { kind: 'station' }> => it.kind === 'station' && it.id === chosen,
  )
  const tapped = useCallback(
    (key: string) => {
      const item = items.find((it, i) => (it.kind === 'station' ? it.id : pins[i]?.key) === key)
      if (!item) return
      if (item.kind === 'cluster') {
        setAim({ center: item.point, zoom: Math.min(18, item.expansionZoom) })
        return
      }
      setChosen(item.id)
      if (box && !staysInSight(item.point, box)) setAim({ center: item.point, zoom: box.zoom })
    },
    [items, pins, box],
  )
  const [located, setLocated] = useState(false)
  const toMe = async () => {
    setLocated(true)
    if (await places.locate()) setTurn((it) => it + 1)
  }
  const pick = () => {
    if (!box) return
    places.choose({ id: 'map', name: '地图上选的地方', point: centreOf(box) })
    onPicked()
  }
  return (
    <Screen
      title={picking ? '选一个地方' : '地图'}
      back
      fill
      notice={
        <>
          {packedAt !== undefined && <KeptNotice age={Math.max(0, now - packedAt)} />}
          {fault && (
            <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={{ text: '重试', onTap: refresh }}>
              {`${faultText(fault).title}，这一片的驿站没找到`}
            </Notice>
          )}
          {located && <LocateRefused state={places.locateState} instead="挪地图自己找" />}
        </>
      }
    >
      {!picking && (
        <NeedBar label="要什么">
          {needChips(needs).map(({ need, text, icon }) => (
            <NeedChip
              key={need}
              icon={icon}
              text={text}
              on={needs.includes(need)}
              onTap={() =>
                setNeeds((had) => (had.includes(need) ? had.filter((it) => it !== need) : [...had, need]))
              }
            />
          ))}
        </NeedBar>
      )}
      <MapView aim={aim} pins={pins} cross={picking} onMove={setBox} onPin={tapped} />
      <View className="mp-foot">
        {picking ? (
          <Button icon="pin" text="从这里找" onTap={pick} />
        ) : card ? (
          <StationCard it={card} from={place.point} now={now} onOpen={onOpen} />
        ) : (
          <>
            {known && items.length === 0 && <View className="mp-none">{emptyText(needs)}</View>}
            <Actions split>
              <Button
                kind="quiet"
                icon="pin"
                text="我的位置"
                busy={places.locateState === 'asking'}
                onTap={() => void toMe()}
              />
              <Button kind="quiet" text="看列表" onTap={onPicked} />
            </Actions>
          </>
        )}
      </View>
    </Screen>
  )
}

/** Whether a place is seen well once a card takes the lower part of the map. */
function staysInSight({ lat, lng }: Point, { west, east, south, north }: MapBox): boolean {
  const x = (lng - west) / (east - west)
  const y = (north - lat) / (north - south)
  return x > 0.12 && x < 0.88 && y > 0.15 && y < 0.6
}

const emptyText = (needs: readonly Asked[]): string =>
  `这一片没有${needs.length > 0 ? `能${needs.map(needText).join('、')}的` : ''}驿站，挪一挪试试`

/** What is shown was kept on this phone, and how long ago. `age`: ms. */
function KeptNotice({ age }: { age: number }) {
  const since = ageText(age)
  return (
    <>
      <Notice kind="offline">{`没信号 · 这是${/^\d/.test(since) ? ' ' : ''}${since}存的`}</Notice>
      {age > oldPackMs && <Notice kind="warn">{oldPackText}</Notice>}
    </>
  )
}

interface StationCardProps {
  it: Extract<MapItem, { kind: 'station' }>
  from: Point
  now: number
  onOpen: (stationId: string) => void
}

/** The station that was tapped, with the two ways on. */
function StationCard({ it: { id, name, point, openState }, from, now, onOpen }: StationCardProps) {
  const far = distanceText(metresBetween(from, point))
  const { data } = useStation(id)
  const address = data ? placeOf(data.station, now).address : undefined
  const wrong = data && (doubtText(data.station) ?? fullText(data.live, now))
  return (
    <Card>
      <View className="mp-top">
        <Tag state={tagState(openState)} text={openTag(openState)} />
        <View className={`mp-until t-${openTone(openState)}`}>{untilText(openState, now)}</View>
        <View className="mp-far">{`${far.number} ${far.unit}`}</View>
      </View>
      <View className="mp-name">{name}</View>
      {/* One line, there from the start: what comes later moves nothing. */}
      <View className={wrong ? 'mp-line t-warn' : 'mp-line'}>{wrong ?? address ?? '\u00a0'}</View>
      <Actions split>
        <Button
          icon="go"
          text="去这里"
          label={`去这里，${name}`}
          onTap={() => openMap({ ...point, name, address: address ?? name })}
        />
        <Button kind="quiet" text="看看" label={`看看，${name}`} onTap={() => onOpen(id)} />
      </Actions>
    </Card>
  )
}
