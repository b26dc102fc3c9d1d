import { View } from '@tarojs/components'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Need } from '@/contract'
import { faultText } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { metresBetween } from '@/rules/nearest'
import { ageText, distanceText, openTag, untilText } from '@/rules/wording'
import { Actions, Button, Card, NeedBar, NeedChip, Notice, Screen, Tag } from '@/ui'
import { needChips } from './facilities'
import { openMap } from '@/platform'
import { type MapBox, centreOf } from './map-box'
import { MapView } from './map-view'
import type { MapAim } from './map-view.shared'
import { openTone, tagState } from './open-words'
import { type MapItem, pinsOf, useMapItems } from './use-map'
import { type PlaceControl, placeText } from './use-place'
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
  const [needs, setNeeds] = useState<readonly Need[]>([])
  const [box, setBox] = useState<MapBox>()
  const [chosen, setChosen] = useState<string>()
  const [aim, setAim] = useState<MapAim>({ center: place.point, zoom: startZoom })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    setAim({ center: place.point, zoom: startZoom })
  }, [place.point, turn])
  const { items, fault, packedAt, refresh } = useMapItems(box, needs, place.point)
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
      if (item.kind === 'station') setChosen(item.id)
      else setAim({ center: item.point, zoom: Math.min(18, item.expansionZoom) })
    },
    [items, pins],
  )
  const toMe = async () => {
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
        packedAt !== undefined ? (
          <Notice kind="offline">{`没信号 · 这是 ${ageText(Math.max(0, now - packedAt))}存的`}</Notice>
        ) : fault ? (
          <Notice kind="warn" action={{ text: '重试', onTap: refresh }}>
            {`${faultText(fault).title}，看列表也一样`}
          </Notice>
        ) : undefined
      }
    >
      {!picking && (
        <NeedBar label="要什么">
          {needChips.map(({ need, text, icon }) => (
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
          <Actions split>
            <Button kind="quiet" icon="pin" text="我的位置" onTap={() => void toMe()} />
            <Button kind="quiet" text="看列表" onTap={onPicked} />
          </Actions>
        )}
      </View>
    </Screen>
  )
}

interface StationCardProps {
  it: Extract<MapItem, { kind: 'station' }>
  from: { lat: number; lng: number }
  now: number
  onOpen: (stationId: string) => void
}

/** The station that was tapped, with the two ways on. */
function StationCard({ it: { id, name, point, openState }, from, now, onOpen }: StationCardProps) {
  const far = distanceText(metresBetween(from, point))
  return (
    <Card>
      <View className="mp-top">
        <Tag state={tagState(openState)} text={openTag(openState)} />
        <View className={`mp-until t-${openTone(openState)}`}>{untilText(openState, now)}</View>
        <View className="mp-far">{`${far.number} ${far.unit}`}</View>
      </View>
      <View className="mp-name">{name}</View>
      <Actions split>
        <Button
          icon="go"
          text="去这里"
          label={`去这里，${name}`}
          onTap={() => openMap({ ...point, name, address: name })}
        />
        <Button kind="quiet" text="看看" label={`看看，${name}`} onTap={() => onOpen(id)} />
      </Actions>
    </Card>
  )
}
