import type { ReactElement } from 'react'
import type { Point } from '@/contract'
import type { MapBox } from './map-box'

/** What stands on the map. `many`: stations gathered, `count` of them; `here`: the place that is looked from. */
export interface Pin {
  /** Tells it apart from the others, and stays the same from one drawing to the next. */
  key: string
  kind: 'open' | 'soon' | 'shut' | 'unknown' | 'many' | 'here'
  point: Point
  count?: number
  /** Name for readers. */
  label: string
  /** It is the one whose card is shown. */
  on?: boolean
}

/** Where the map is taken to; another object takes it there anew. */
export interface MapAim {
  center: Point
  zoom: number
}

export interface MapViewProps {
  aim: MapAim
  pins: readonly Pin[]
  /** Marks the middle, to choose a place by moving the map under it; where the system has no map to choose on. */
  cross?: boolean
  /** Told once it is drawn and after each move. */
  onMove: (box: MapBox) => void
  onPin: (key: string) => void
}

export type MapViewComponent = (props: MapViewProps) => ReactElement

/** The mark on a pin: the state in a word, for those who tell no colours apart. */
export const pinWords = { open: '开', soon: '快', shut: '关', unknown: '?' } as const
