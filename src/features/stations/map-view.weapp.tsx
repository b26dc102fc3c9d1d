import { Map, View } from '@tarojs/components'
import { useEffect, useMemo, useRef, useState } from 'react'
import { readMapBox } from '@/platform/map-context.weapp'
import { boxAround } from './map-box'
import type { MapViewComponent, Pin } from './map-view.shared'

/** Drawn by test/weapp/screens/map-icons.ts; config/index.ts puts them there. */
const icons = '/pages/station/map/icons'
const mapId = 'map'
/** The map reports several ends of one gesture. */
const settleMs = 250
/** Before the map has told its own size: a usual phone without header and card. */
const usualSize = { width: 390, height: 560 }
/** Counts that have an icon; a native map sets text beside it differently on each system. */
const counts = [10, 20, 30, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]

const sizes: Record<Pin['kind'], readonly [width: number, height: number]> = {
  open: [40, 50],
  soon: [40, 50],
  shut: [40, 50],
  unknown: [40, 50],
  many: [52, 52],
  here: [28, 28],
}

function iconOf({ kind, count = 0 }: Pin): string {
  if (kind !== 'many') return `${icons}/${kind}.png`
  if (count < 10) return `${icons}/many-${Math.max(2, count)}.png`
  const step = [...counts].reverse().find((it) => it <= count) ?? 10
  return `${icons}/many-${step}.png`
}

/** WeChat's own map. Its markers are known by numbers, and nothing is laid over it but what every phone can. */
export const MapView: MapViewComponent = ({ aim, pins, onMove, onPin }) => {
  const ids = useRef<{ of: Record<string, number>; keys: string[] }>({ of: {}, keys: [] })
  const told = useRef(onMove)
  told.current = onMove
  const idOf = (key: string) => (ids.current.of[key] ??= ids.current.keys.push(key))
  const markers = useMemo(
    () =>
      pins.map((pin) => {
        const [width, height] = sizes[pin.kind]
        const scale = pin.on ? 1.3 : 1
        return {
          id: idOf(pin.key),
          latitude: pin.point.lat,
          longitude: pin.point.lng,
          iconPath: iconOf(pin),
          width: Math.round(width * scale),
          height: Math.round(height * scale),
          anchor: { x: 0.5, y: pin.kind === 'many' || pin.kind === 'here' ? 0.5 : 1 },
          zIndex: pin.on ? 9 : pin.kind === 'here' ? 8 : 1,
          ariaLabel: pin.label,
        }
      }),
    [pins],
  )
  // A map that is told the place it was told before stays where it was moved to: a hair's breadth makes it another.
  const [turn, setTurn] = useState(0)
  useEffect(() => setTurn((it) => (it + 1) % 2), [aim])
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const read = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      void readMapBox(mapId).then((box) => box && told.current(box))
    }, settleMs)
  }
  useEffect(() => {
    told.current(boxAround(aim.center, aim.zoom, usualSize))
    return () => clearTimeout(timer.current)
  }, [aim])
  return (
    <View className="mp">
      <Map
        id={mapId}
        className="mp-in"
        latitude={aim.center.lat + turn * 1e-7}
        longitude={aim.center.lng}
        scale={aim.zoom}
        minScale={4}
        maxScale={18}
        enableRotate={false}
        markers={markers}
        onMarkerTap={({ detail: { markerId } }) => {
          const key = ids.current.keys[Number(markerId) - 1]
          if (key !== undefined) onPin(key)
        }}
        onRegionChange={({ type }) => {
          if (type !== 'begin') read()
        }}
        onError={read}
      />
    </View>
  )
}
