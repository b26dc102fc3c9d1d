import { View } from '@tarojs/components'
import type { DivIcon, LayerGroup, Map as LeafletMap, Marker } from 'leaflet'
import 'leaflet/dist/leaflet.css'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/ui'
import { type MapViewComponent, type Pin, pinWords } from './map-view.shared'
import './map-leaflet.scss'

type Leaflet = typeof import('leaflet')

/** Our own tiles, in GCJ-02 as all points are; without them stations stand on plain ground. */
const tiles = process.env.TARO_APP_TILES
const credit = process.env.TARO_APP_TILES_CREDIT

const boxes: Record<Pin['kind'], readonly [width: number, height: number]> = {
  open: [48, 56],
  soon: [48, 56],
  shut: [48, 56],
  unknown: [48, 56],
  many: [56, 56],
  here: [28, 28],
}

function iconOf({ divIcon }: Leaflet, { kind, count, on }: Pin): DivIcon {
  const [width, height] = boxes[kind]
  const words = kind === 'many' ? String(count) : kind === 'here' ? '' : pinWords[kind]
  return divIcon({
    className: `pin pin-${kind}${on ? ' pin-on' : ''}`,
    html: `<span>${words}</span>`,
    iconSize: [width, height],
    iconAnchor: [width / 2, kind === 'many' || kind === 'here' ? height / 2 : height - 4],
  })
}

interface Drawn {
  map: LeafletMap
  leaflet: Leaflet
  pins: LayerGroup
  known: Map<string, { marker: Marker; look: string }>
}

/** A map of Leaflet, which is loaded when the first one is opened. Never Taro's own, which loads a script of Baidu's. */
export const MapView: MapViewComponent = ({ aim, pins, cross, onMove, onPin }) => {
  const holder = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState<Drawn>()
  const latest = useRef({ aim, onMove, onPin })
  latest.current = { aim, onMove, onPin }

  useEffect(() => {
    let map: LeafletMap | undefined
    let gone = false
    void import('leaflet').then((leaflet) => {
      if (gone || !holder.current) return
      const { center, zoom } = latest.current.aim
      map = leaflet.map(holder.current, {
        center: [center.lat, center.lng],
        zoom,
        minZoom: 4,
        maxZoom: 18,
        zoomControl: false,
        attributionControl: Boolean(tiles && credit),
      })
      map.attributionControl?.setPrefix(false)
      if (tiles) leaflet.tileLayer(tiles, { maxZoom: 18, attribution: credit }).addTo(map)
      const tell = (it: LeafletMap) => {
        const bounds = it.getBounds()
        latest.current.onMove({
          west: bounds.getWest(),
          south: bounds.getSouth(),
          east: bounds.getEast(),
          north: bounds.getNorth(),
          zoom: it.getZoom(),
        })
      }
      map.on('moveend', ({ target }) => tell(target as LeafletMap))
      tell(map)
      setDrawn({ map, leaflet, pins: leaflet.layerGroup().addTo(map), known: new Map() })
    })
    return () => {
      gone = true
      map?.remove()
    }
  }, [])

  useEffect(() => {
    drawn?.map.setView([aim.center.lat, aim.center.lng], aim.zoom)
  }, [drawn, aim])

  // The card below takes room from the map.
  useEffect(() => {
    drawn?.map.invalidateSize({ pan: false })
  })

  useEffect(() => {
    if (!drawn) return
    const { leaflet, known } = drawn
    const wanted = new Set(pins.map(({ key }) => key))
    for (const [key, { marker }] of known) {
      if (wanted.has(key)) continue
      marker.remove()
      known.delete(key)
    }
    for (const pin of pins) {
      const look = JSON.stringify(pin)
      const before = known.get(pin.key)
      if (before?.look === look) continue
      const marker =
        before?.marker ??
        leaflet
          .marker([0, 0], { interactive: pin.kind !== 'here', keyboard: pin.kind !== 'here' })
          .on('click', () => latest.current.onPin(pin.key))
          .addTo(drawn.pins)
      marker
        .setLatLng([pin.point.lat, pin.point.lng])
        .setIcon(iconOf(leaflet, pin))
        .setZIndexOffset(pin.on ? 1_000 : 0)
      marker.getElement()?.setAttribute('aria-label', pin.label)
      known.set(pin.key, { marker, look })
    }
  }, [drawn, pins])

  const zoomBy = (by: number) => drawn?.map.setZoom(drawn.map.getZoom() + by)
  return (
    <View className="mp">
      <div ref={holder} className="mp-in" />
      {cross && (
        <div className="mp-cross" aria-hidden>
          <Icon name="pin" size={60} />
        </div>
      )}
      <div className="mp-zoom">
        <button type="button" className="tap mp-btn" aria-label="放大" onClick={() => zoomBy(1)}>
          +
        </button>
        <button type="button" className="tap mp-btn" aria-label="缩小" onClick={() => zoomBy(-1)}>
          −
        </button>
      </div>
    </View>
  )
}
