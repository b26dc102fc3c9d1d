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

/** Legal holidays of the whole country: 元旦 春节 清明节 劳动节 端午节 中秋节 国庆节 */
export const holiday = z.enum([
  'new-year',
  'spring-festival',
  'qingming',
  'labour-day',
  'dragon-boat',
  'mid-autumn',
  'national-day',
])
export type Holiday = z.output<typeof holiday>

/**
 * What a station does on legal holidays, as the State Council publishes them year by year (rules/holidays.ts). Where that
 * decides whether it is open and the year is not published yet, its state is `unknown`.
 */
export const holidayHours = z.object({
  /** On days off; empty for closed. */
  intervals: z.array(interval),
  /** Holidays that differ from the others, such as 两节不打烊; the last that names a day's holiday counts. */
  special: z.array(z.object({ of: z.array(holiday), intervals: z.array(interval), reason: z.string() })),
  /** On days of a weekend that are worked instead (调休); as the week says where absent. */
  makeUp: z.optional(z.array(interval)),
})
export type HolidayHours = z.output<typeof holidayHours>

/**
 * Opening hours: the week, legal holidays, days that differ from both (both ends included; the last that names a day
 * counts), and closures that go before everything.
 */
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
    /** Absent: the week goes on through holidays. */
    holidays: z.optional(holidayHours),
  })
  .register(z.globalRegistry, { id: 'Hours' })
export type Hours = z.output<typeof hours>

/**
 * Whether a station is open at one moment. `until`: it stays open at least so long, null for no end in sight;
 * `closing-soon` is within 30 minutes of it. `opensAt`: null where nothing says when it opens again. `access` is the
 * easiest way in, now or then. `reason` says why it is closed all day or for a time: 停水, 国庆节.
 */
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
    /** `unpublished`: the year whose legal holidays decide and are not published; absent where no hours are known. */
    z.object({ state: z.literal('unknown'), unpublished: z.optional(z.int()) }),
  ])
  .register(z.globalRegistry, { id: 'OpenState' })
export type OpenState = z.output<typeof openState>

/** Where a movable station stands from one day to another, both included; until further notice without `to`. */
export const stationPlace = z.object({
  from: calendarDate,
  to: z.optional(calendarDate),
  address: z.string(),
  point,
})
export type StationPlace = z.output<typeof stationPlace>

/** Six digits of GB/T 2260; a city's ends in 00. */
export const regionCode = z.string().check(z.regex(/^\d{6}$/))

/**
 * Where vehicles may stand, and for how long. A limit that is absent is posted nowhere. Lengths and heights in metres,
 * weights (loaded) in tonnes.
 */
export const parking = z
  .object({
    spaces: count,
    maxLengthM: z.optional(z.number().check(z.gt(0))),
    maxWeightT: z.optional(z.number().check(z.gt(0))),
    maxHeightM: z.optional(z.number().check(z.gt(0))),
    maxStayMinutes: z.optional(z.int().check(z.gte(1))),
  })
  .register(z.globalRegistry, { id: 'Parking' })
export type Parking = z.output<typeof parking>

/** Degrees clockwise from north. */
const heading = z.number().check(z.gte(0), z.lt(360))

/** On which carriageway of a motorway a stop lies. */
export const carriageway = z
  .object({
    /** Number and name: G1 京哈高速. */
    road: z.string(),
    /** 沈阳方向 */
    towards: z.string(),
    /** The way the traffic goes that can turn in. */
    headingDeg: heading,
    /** Whether a bridge or tunnel lets those in who come the other way. */
    bothSides: z.boolean(),
    /** Metres along the road from here to the exit where those who come the other way can turn round. */
    nextExitM: z.optional(count),
  })
  .register(z.globalRegistry, { id: 'Carriageway' })
export type Carriageway = z.output<typeof carriageway>

/** What somebody can report by one tap: 锁门 没水 没电 满了 信息有误 */
export const reportKinds = ['locked', 'no-water', 'no-power', 'full', 'wrong-info'] as const
export const reportKind = z.enum(reportKinds)
export type ReportKind = z.output<typeof reportKind>

/** 待核实: three people reported it within a day, and nobody has come since. The most frequent kind comes first. */
export const doubt = z
  .object({ kinds: z.array(reportKind), since: timestamp })
  .register(z.globalRegistry, { id: 'Doubt' })
export type Doubt = z.output<typeof doubt>

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
    /**
     * Of a movable station: on the days they name it stands there, the last that names a day counting, and on others at
     * `point` and `address` (rules/station-place.ts).
     */
    places: z.optional(z.array(stationPlace)),
    parking: z.optional(parking),
    /** Absent where it does not lie on a motorway. */
    carriageway: z.optional(carriageway),
    /** Its door opens by the phone, at hours whose access is `qr`. */
    smartDoor: z.optional(z.literal(true)),
    doubt: z.optional(doubt),
    /** True for invented data, which the screen must call so. */
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Station' })
export type Station = z.output<typeof station>

/** What has happened at a station of late. Of nobody in particular. */
export const liveState = z
  .object({
    /** When somebody was last there, to the minute; absent after a day. */
    seenAt: z.optional(timestamp),
    /** When somebody last said that it is full; absent after two hours, and once somebody came later. */
    fullAt: z.optional(timestamp),
    /** Since when the smart door cannot be reached: it may not open. */
    doorOfflineAt: z.optional(timestamp),
  })
  .register(z.globalRegistry, { id: 'LiveState' })
export type LiveState = z.output<typeof liveState>

/**
 * How a stop lies to whoever drives on a motorway: `ahead` on his side, `across` on the other carriageway, `behind` him,
 * `either` where the side makes no difference, `unknown` where his direction is not known.
 */
export const roadSide = z.enum(['ahead', 'across', 'behind', 'either', 'unknown'])
export type RoadSide = z.output<typeof roadSide>

/** A station whose hours and facilities stand in lists beside it: what many share is sent once. */
export const packedStation = z.extend(z.omit(station, { hours: true, facilities: true }), {
  hours: count,
  facilities: z.array(count),
})
export type PackedStation = z.output<typeof packedStation>

/** A station with its distance from the point asked for, in metres along the great circle. */
export const nearbyStation = z
  .object({
    station: packedStation,
    distanceM: count,
    /** Absent where nothing is known. */
    live: z.optional(liveState),
    /** Where asked for in order of minutes: an estimate by rules/driving.ts. */
    drive: z.optional(z.object({ minutes: count, side: roadSide })),
  })
  .register(z.globalRegistry, { id: 'NearbyStation' })
export type NearbyStation = z.output<typeof nearbyStation>

/**
 * Stations by distance, with what they share (rules/station-pack.ts puts them together again). Whether they are open is told
 * by their hours (rules/opening-hours.ts), as it is where there is no signal.
 */
export const nearestReply = z
  .object({
    stations: z.array(nearbyStation),
    hours: z.array(hours),
    facilities: z.array(facility),
  })
  .register(z.globalRegistry, { id: 'NearestStations' })
export type NearestReply = z.output<typeof nearestReply>

export const nearestStations = endpoint({
  method: 'GET',
  path: '/v1/stations/nearest',
  summary: 'The stations nearest to a point, in exact order of distance. The point is not kept.',
  auth: 'anyone',
  query: z
    .object({
      lat: latitude,
      lng: longitude,
      limit: z._default(z.int().check(z.gte(1), z.lte(100)), 20),
      /** All of these must be there. */
      need: z.optional(z.array(facilityKind)),
      /** Only those open at this moment. */
      open: z._default(z.boolean(), false),
      kinds: z.optional(z.array(stationKind)),
      /** `minutes`: by how long one drives, which side of a motorway one is on included. */
      order: z._default(z.enum(['metres', 'minutes']), 'metres'),
      /** The direction of travel of whoever is on a motorway. */
      heading: z.optional(heading),
      /** Which motorway that is, as stations call it. */
      road: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
      /** The vehicle, in metres and tonnes: only stations where it may park. */
      length: z.optional(z.number().check(z.gt(0), z.lte(30))),
      weight: z.optional(z.number().check(z.gt(0), z.lte(100))),
      height: z.optional(z.number().check(z.gt(0), z.lte(6))),
    })
    // A road without a direction tells of no side.
    .check(
      z.refine(({ road, heading }) => road === undefined || heading !== undefined, { path: ['heading'] }),
    ),
  success: 200,
  reply: nearestReply,
  refusals: [],
})

export const getStation = endpoint({
  method: 'GET',
  path: '/v1/stations/{id}',
  summary: 'One station with its hours and what it has.',
  auth: 'anyone',
  params: idParams,
  success: 200,
  reply: z.object({ station, openState, live: liveState }),
  refusals: ['not-found'],
})

/** What a map shows of one station. */
export const stationPin = z.object({
  kind: z.literal('station'),
  id: stationId,
  name: z.string(),
  stationKind,
  /** Where it stands now. */
  point,
  openState,
})
export type StationPin = z.output<typeof stationPin>

/** So many stations in one spot; they part at `expansionZoom`. */
export const stationCluster = z.object({ kind: z.literal('cluster'), point, count, expansionZoom: z.int() })
export type StationCluster = z.output<typeof stationCluster>

/** The widest and highest view, in the map's tiles of 256 pixels. */
export const MAX_VIEW_TILES = 16

const viewOf = (zoom: number) => (MAX_VIEW_TILES * 360) / 2 ** zoom

export const stationClusters = endpoint({
  method: 'GET',
  path: '/v1/stations/clusters',
  summary:
    'What a map shows of a box in degrees (GCJ-02) at a zoom of web maps: stations, near ones gathered.',
  auth: 'anyone',
  query: z
    .object({
      west: longitude,
      south: latitude,
      east: longitude,
      north: latitude,
      zoom: z.int().check(z.gte(0), z.lte(22)),
    })
    .check(
      z.refine(({ west, east }) => west < east, { path: ['east'] }),
      z.refine(({ south, north }) => south < north, { path: ['north'] }),
      // Further in, a box that wide would ask for the stations of a whole country, one by one.
      z.refine(({ west, south, east, north, zoom }) => Math.max(east - west, north - south) <= viewOf(zoom), {
        path: ['zoom'],
      }),
    ),
  success: 200,
  reply: z.object({ items: z.array(z.discriminatedUnion('kind', [stationCluster, stationPin])) }),
  refusals: [],
})

/** All stations of a city with all a phone needs to find the nearest open one without signal (rules/station-pack.ts). */
export const stationPack = z
  .object({
    /** Of the city. */
    regionCode,
    madeAt: timestamp,
    hours: z.array(hours),
    facilities: z.array(facility),
    stations: z.array(packedStation),
  })
  .register(z.globalRegistry, { id: 'StationPack' })
export type StationPack = z.output<typeof stationPack>

export const getStationPack = endpoint({
  method: 'GET',
  path: '/v1/stations/packs/{regionCode}',
  summary:
    'The offline pack of the city a region belongs to. With If-None-Match naming the ETag of the one at hand, 304 and ' +
    'no body where its stations are the same.',
  auth: 'anyone',
  params: z.object({ regionCode }),
  success: 200,
  reply: stationPack,
  refusals: ['not-found'],
})
