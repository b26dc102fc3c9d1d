import * as z from 'zod/mini'
import { create } from 'zustand'
import type { Carriageway, RoadSide } from '@/contract'
import { persisted } from '@/platform/persisted'
import type { Vehicle } from '@/rules/driving'

/** The motorway one is on, and the way one goes. */
export interface Travel {
  /** As stations call it: G1 京哈高速. */
  road: string
  /** 沈阳方向 */
  towards: string
  /** Degrees clockwise from north. */
  heading: number
}

/** Who looks for a place to park: with which vehicle, and on which motorway, if on one. */
export interface Driving {
  vehicle: Vehicle
  travel?: Travel
}

const metres = z.optional(z.number().check(z.gt(0), z.lte(30)))

/** My vehicle, remembered from one start to the next: metres and tonnes. */
const useVehicleStore = persisted(
  'vehicle',
  z.object({
    vehicle: z.nullable(
      z.object({
        length: metres,
        weight: z.optional(z.number().check(z.gt(0), z.lte(100))),
        height: z.optional(z.number().check(z.gt(0), z.lte(6))),
      }),
    ),
  }),
  { vehicle: null },
)

/** Where one is going is of this run of the app only. */
const useTravelStore = create<{ travel: Travel | undefined }>(() => ({ travel: undefined }))

export const useVehicle = (): Vehicle | null => useVehicleStore((it) => it.vehicle)
export const useTravel = (): Travel | undefined => useTravelStore((it) => it.travel)
export const keepVehicle = (vehicle: Vehicle | null): void => useVehicleStore.setState({ vehicle })
export const keepTravel = (travel: Travel | undefined): void => useTravelStore.setState({ travel })

/** 长 9.6 米 · 重 18 吨 · 高 3.9 米; empty where nothing is known of it. */
export const vehicleText = ({ length, weight, height }: Vehicle): string =>
  [length && `长 ${length} 米`, weight && `重 ${weight} 吨`, height && `高 ${height} 米`]
    .filter(Boolean)
    .join(' · ')

const sides: Record<RoadSide, string> = {
  ahead: '顺路',
  across: '在对面，要掉头',
  behind: '开过了，要掉头',
  either: '',
  unknown: '看清在哪一边',
}

/** How a stop lies to whoever drives, in a few words; empty where the side makes no difference. */
export const sideText = (side: RoadSide): string => sides[side]

/** G1 京哈高速 · 沈阳方向, 两边都能进 */
export const carriagewayText = ({ road, towards, bothSides }: Carriageway): string =>
  `${road} · ${bothSides ? '两边都能进' : towards}`
