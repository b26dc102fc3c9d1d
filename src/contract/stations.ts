import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { calendarDate, count, idParams, latitude, longitude, point, stationId, timestamp } from './shapes'

/** 自建 共建 24h智能 骑手驿站 骑手食堂 司机之家 职工之家 工人文化宫 流动站 */
export const stationKind = z.enum([
  'own',
  'shared',
  'smart',
  'rider-station',
  'rider-canteen',
  'driver-home',
  'workers-home',
  'cultural-palace',
  'mobile',
])
export type StationKind = z.output<typeof stationKind>

/** The needs one can ask for by a chip: 喝水 充电 厕所 热饭 换电 停车 淋浴 */
export const needs = ['water', 'charge', 'toilet', 'meal', 'swap', 'parking', 'shower'] as const
export const need = z.enum(needs)
export type Need = z.output<typeof need>

export const facilityKind = z.enum([
  ...needs,
  'rest',
  'aircon',
  'fridge',
  'wifi',
  'umbrella',
  'sewing',
  'pump',
  'tools',
  'medicine',
  'blood-pressure',
  'aed',
  'nursing',
  'laundry',
  'haircut',
  'legal',
])
export type FacilityKind = z.output<typeof facilityKind>

/** `note` says what the word alone does not: 6 个口, 隔壁. */
export const facility = z.object({ kind: facilityKind, note: z.optional(z.string()) })
export type Facility = z.output<typeof facility>

/** How one gets in: the door is open, by scanning a code, or through the staff. */
export const access = z.enum(['open', 'qr', 'staff'])
export type Access = z.output<typeof access>

const clockTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/))

/** Local times (Asia/Shanghai). `to` at or before `from` runs past midnight; 00:00–24:00 is the whole day. */
export const interval = z.object({ from: clockTime, to: clockTime, access })
export type Interval = z.output<typeof interval>

/** Opening hours: the week, days that differ from it (both ends included), and closures that override everything. */
export const hours = z
  .object({
    /** `days`: ISO weekdays, 1 = Monday. A day that no entry names is closed. */
    weekly: z.array(
      z.object({ days: z.array(z.int().check(z.gte(1), z.lte(7))), intervals: z.array(interval) }),
    ),
    overrides: z.array(
      z.object({ from: calendarDate, to: calendarDate, intervals: z.array(interval), reason: z.string() }),
    ),
    closures: z.array(z.object({ from: timestamp, to: z.optional(timestamp), reason: z.string() })),
  })
  .register(z.globalRegistry, { id: 'Hours' })
export type Hours = z.output<typeof hours>

/** Whether a station is open at one moment. `closing-soon` is within 30 minutes of `until`. */
export const openState = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('open'), until: z.nullable(timestamp), access }),
    z.object({ state: z.literal('closing-soon'), until: timestamp, access }),
    z.object({
      state: z.literal('closed'),
      opensAt: z.nullable(timestamp),
      access: z.optional(access),
      reason: z.optional(z.string()),
    }),
    z.object({ state: z.literal('unknown') }),
  ])
  .register(z.globalRegistry, { id: 'OpenState' })
export type OpenState = z.output<typeof openState>

export const station = z
  .object({
    id: stationId,
    /** Short code printed in the station's QR. */
    code: z.string(),
    name: z.string(),
    kind: stationKind,
    address: z.string(),
    regionCode: z.string(),
    point,
    hours,
    facilities: z.array(facility),
    phone: z.optional(z.string()),
    /** True for invented data, which the screen must call so. */
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Station' })
export type Station = z.output<typeof station>

/** A station with its distance from the point asked for, in metres along the great circle. */
export const nearbyStation = z
  .object({ station, distanceM: count, openState })
  .register(z.globalRegistry, { id: 'NearbyStation' })
export type NearbyStation = z.output<typeof nearbyStation>

export const nearestStations = endpoint({
  method: 'GET',
  path: '/v1/stations/nearest',
  summary: 'The stations nearest to a point, in exact order of distance. The point is not kept.',
  auth: 'anyone',
  query: z.object({
    lat: latitude,
    lng: longitude,
    limit: z._default(z.int().check(z.gte(1), z.lte(100)), 20),
    /** All of these must be there. */
    need: z.optional(z.array(need)),
    /** Only those open at this moment. */
    open: z._default(z.boolean(), false),
    kinds: z.optional(z.array(stationKind)),
  }),
  success: 200,
  reply: z.object({ stations: z.array(nearbyStation) }),
  refusals: [],
})

export const getStation = endpoint({
  method: 'GET',
  path: '/v1/stations/{id}',
  summary: 'One station with its hours and what it has.',
  auth: 'anyone',
  params: idParams,
  success: 200,
  reply: z.object({ station, openState }),
  refusals: ['not-found'],
})
