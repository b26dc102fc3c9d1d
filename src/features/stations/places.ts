import type { Point } from '@/contract'

export interface KnownPlace {
  id: string
  name: string
  point: Point
}

/** Places to look from where the phone's own position is not given, GCJ-02, by eye to about 300 m. */
export const knownPlaces: readonly KnownPlace[] = [
  { id: 'hebei-street', name: '海港区 · 河北大街', point: { lat: 39.9353, lng: 119.6005 } },
  { id: 'jianshe-street', name: '海港区 · 建设大街', point: { lat: 39.9301, lng: 119.6047 } },
  { id: 'railway-station', name: '海港区 · 火车站', point: { lat: 39.9474, lng: 119.6006 } },
  { id: 'yanshan-street', name: '海港区 · 燕山大街', point: { lat: 39.9416, lng: 119.5936 } },
  { id: 'haiyang-road', name: '海港区 · 海阳路', point: { lat: 39.9431, lng: 119.5908 } },
  { id: 'port', name: '海港区 · 东港路', point: { lat: 39.9337, lng: 119.6219 } },
]

/** Where the list starts as long as nobody said where. */
export const defaultPlace = knownPlaces[0] as KnownPlace
