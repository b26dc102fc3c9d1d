import gcoord from 'gcoord'
import type { Hours, Point, StationPlace } from '@/contract'
import { DAY, MINUTE, dayOfDate, startOf } from '@/rules/shanghai'

/** WGS-84 as GPS gives it, GCJ-02 as China's maps do, BD-09 as Baidu's does. */
export type CoordinateSystem = 'wgs84' | 'gcj02' | 'bd09'

/** Why a cell with dates in it cannot be read, in words for whoever typed it. */
export class DatedFault extends Error {}

const systems = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 }

/** The mainland and all its islands, in degrees. No latitude of it is a longitude. */
export const china = { lat: [3, 54], lng: [73, 136] } as const

export const inChina = (axis: keyof typeof china, degrees: number): boolean =>
  degrees >= china[axis][0] && degrees <= china[axis][1]

/** Millionths of a degree: 11 cm. The same file gives the same figures to the last digit. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** A point of another system in GCJ-02. */
export function toGcj02({ lat, lng }: Point, from: CoordinateSystem): Point {
  const [toLng, toLat] = gcoord.transform([lng, lat], systems[from], gcoord.GCJ02)
  return { lat: rounded(toLat), lng: rounded(toLng) }
}

/** Full-width figures and signs as narrow ones, each in its place. */
const narrow = (text: string) =>
  text.replace(/[\uff01-\uff5e]/g, (it) => String.fromCharCode(it.charCodeAt(0) - 0xfee0))

const entriesOf = (text: string) =>
  text
    .split(/[;；\r\n]+/)
    .map((it) => it.trim())
    .filter((it) => it !== '')

/** A date, or two with a dash between, each perhaps with a time; a dash alone at the end has no end. */
const span =
  /^(\d{4}-\d{1,2}-\d{1,2})(?:\s+(\d{1,2}:\d{2}))?(?:\s*([~至到—–−-]+)\s*(?:(\d{4}-\d{1,2}-\d{1,2})(?:\s+(\d{1,2}:\d{2}))?|(\d{1,2}:\d{2}))?)?/
const pair = /^\s*(\d{1,3}(?:\.\d+)?)\s*[,、\s]\s*(\d{1,3}(?:\.\d+)?)(?![\d.])/

interface Span {
  from: string
  fromClock?: string
  /** Undefined without an end. */
  to?: string
  toClock?: string
  /** What follows, as it was typed. */
  rest: string
}

function spanOf(entry: string): Span {
  const found = span.exec(narrow(entry))
  if (!found) throw new DatedFault(`“${entry.slice(0, 24)}”读不懂，要从日期写起，比如 2026-12-01~2026-12-10`)
  const [whole, first = '', fromClock, dash, second, secondClock, sameDay] = found
  const from = dateOf(first)
  const to = second !== undefined ? dateOf(second) : dash === undefined || sameDay ? from : undefined
  if (to !== undefined && to < from) throw new DatedFault(`${from} 到 ${to}，前后反了`)
  const toClock = secondClock ?? sameDay
  return {
    from,
    ...(fromClock !== undefined && { fromClock }),
    ...(to !== undefined && { to }),
    ...(toClock !== undefined && { toClock }),
    rest: entry.slice(whole.length).trim(),
  }
}

function dateOf(typed: string): string {
  const date = typed.replace(/-(\d)(?!\d)/g, '-0$1')
  if (Number.isNaN(dayOfDate(date))) throw new DatedFault(`没有 ${typed} 这一天`)
  return date
}

/**
 * Where a movable station stands, in the notation of docs/stations-import.md:
 * `2026-12-15~2027-03-15 39.9533,119.5921 火车站西广场; 2027-03-16~ 39.94,119.60 体育馆`. Throws DatedFault.
 */
export function readPlaces(text: string, system: CoordinateSystem): StationPlace[] {
  return entriesOf(text).map((entry) => {
    const { from, fromClock, to, toClock, rest } = spanOf(entry)
    if (fromClock ?? toClock) throw new DatedFault(`${from}：地点按天换，不写几点`)
    const found = pair.exec(narrow(rest))
    if (!found) throw new DatedFault(`${from}：日期后面要写坐标，比如 39.9533,119.5921`)
    const [whole, ...figures] = found
    const [a = 0, b = 0] = figures.map(Number)
    const point = inChina('lat', a) && inChina('lng', b) ? { lat: a, lng: b } : { lat: b, lng: a }
    if (!inChina('lat', point.lat) || !inChina('lng', point.lng)) {
      throw new DatedFault(`${from}：坐标 ${a},${b} 不在中国境内`)
    }
    const address = rest.slice(whole.length).replace(/^[\s,，、]+/, '')
    if (address === '') throw new DatedFault(`${from}：坐标后面要写地址`)
    if ([...address].length > 120) throw new DatedFault(`${from}：地址最多 120 个字`)
    return { from, ...(to !== undefined && { to }), address, point: toGcj02(point, system) }
  })
}

/**
 * When a station is closed for a time, and why, in the notation of docs/stations-import.md:
 * `2026-12-01~2026-12-03 停水; 2026-12-08 13:00~18:00 消防检查; 2027-01-01~ 装修`. Whole days hold both ends. Throws DatedFault.
 */
export function readClosures(text: string): Hours['closures'] {
  return entriesOf(text).map((entry) => {
    const { from, fromClock, to, toClock, rest } = spanOf(entry)
    const reason = rest.replace(/^[(（](.*)[)）]$/, '$1').trim()
    if (reason === '') throw new DatedFault(`${from}：要写为什么关`)
    if ([...reason].length > 60) throw new DatedFault(`${from}：原因最多 60 个字`)
    const begins = startOf(dayOfDate(from)) + millisOf(fromClock ?? '0:00')
    if (to === undefined) return { from: iso(begins), reason }
    const ends = startOf(dayOfDate(to)) + (toClock === undefined ? DAY : millisOf(toClock))
    if (ends <= begins) throw new DatedFault(`${from}：关到什么时候，前后反了`)
    return { from: iso(begins), to: iso(ends), reason }
  })
}

const iso = (instant: number) => new Date(instant).toISOString()

function millisOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) throw new DatedFault(`没有 ${clock} 这个时间`)
  return (hour * 60 + minute) * MINUTE
}
