import type {
  Carriageway,
  Facility,
  FacilityKind,
  Hours,
  Parking,
  StationKind,
  StationPlace,
} from '@/contract'
import { isStationCode, readStationCode } from '@/rules/station-code'
import { columns, type Column } from './columns'
import { type CoordinateSystem, DatedFault, inChina, readClosures, readPlaces, toGcj02 } from './read-dated'
import { HoursFault, readHours } from './read-hours'

/** A station as a file describes it; what the file has no column for is undefined. */
export interface ReadStation {
  code: string
  name: string
  kind: StationKind
  address: string
  regionCode: string
  /** GCJ-02. */
  lat: number
  lng: number
  hours: Hours
  places: StationPlace[]
  facilities: Facility[]
  phone: string | null
  door: string | null
  parking: Parking | null
  carriageway: Carriageway | null
}

export interface Fault {
  column: Column
  fault: string
}

const kinds: Record<string, StationKind> = {
  自建: 'own',
  工会自建: 'own',
  own: 'own',
  共建: 'shared',
  shared: 'shared',
  智能: 'smart',
  '24小时智能': 'smart',
  smart: 'smart',
  骑手驿站: 'rider-station',
  'rider-station': 'rider-station',
  骑手食堂: 'rider-canteen',
  'rider-canteen': 'rider-canteen',
  司机之家: 'driver-home',
  'driver-home': 'driver-home',
  职工之家: 'workers-home',
  'workers-home': 'workers-home',
  工人文化宫: 'cultural-palace',
  'cultural-palace': 'cultural-palace',
  流动站: 'mobile',
  流动: 'mobile',
  mobile: 'mobile',
}

const facilityNames: Record<FacilityKind, readonly string[]> = {
  water: ['饮水', '热水', '喝水'],
  charge: ['充电'],
  toilet: ['厕所', '卫生间'],
  meal: ['热饭'],
  swap: ['换电'],
  parking: ['停车'],
  shower: ['淋浴'],
  rest: ['休息'],
  aircon: ['空调'],
  fridge: ['冰箱'],
  wifi: ['无线网'],
  umbrella: ['雨伞'],
  sewing: ['针线包'],
  pump: ['打气筒'],
  tools: ['工具箱'],
  medicine: ['药箱'],
  'blood-pressure': ['血压计'],
  aed: ['除颤器'],
  nursing: ['母婴室'],
  laundry: ['洗衣'],
  haircut: ['理发'],
  legal: ['法律咨询'],
}
const facilityKinds = new Map(
  (Object.entries(facilityNames) as [FacilityKind, readonly string[]][]).flatMap(([kind, names]) =>
    [kind, ...names].map((name): [string, FacilityKind] => [name, kind]),
  ),
)

const order = Object.keys(columns) as Column[]

const knownHours = new Map<string, Hours | HoursFault>()
const HOURS_KEPT = 10_000

/** Most stations keep the hours of many others. */
function hoursOf(text: string): Hours | HoursFault {
  let read = knownHours.get(text)
  if (read === undefined) {
    try {
      read = readHours(text)
    } catch (error) {
      if (!(error instanceof HoursFault)) throw error
      read = error
    }
    if (knownHours.size >= HOURS_KEPT) knownHours.clear()
    knownHours.set(text, read)
  }
  return read
}

/**
 * Reads one row. `cell` gives the text of a column, undefined where the file has no such column.
 * Gives the station, or everything that is wrong with the row.
 */
export function readStation(
  cell: (column: Column) => string | undefined,
  from: CoordinateSystem,
): { station: ReadStation; faults?: undefined } | { station?: undefined; faults: Fault[] } {
  const faults: Fault[] = []
  const wrong = (column: Column, fault: string) => void faults.push({ column, fault })
  const textOf = (column: Column) => (cell(column) ?? '').trim()

  const text = (column: Column, most: number): string => {
    const value = textOf(column)
    if (value === '') wrong(column, '不能空着')
    else if ([...value].length > most) wrong(column, `最多 ${most} 个字`)
    return value
  }
  /** Undefined where it is empty, or wrong. */
  const number = (column: Column, least: number, most: number, whole = false): number | undefined => {
    const value = textOf(column).normalize('NFKC')
    if (value === '') return undefined
    const read = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN
    if (Number.isNaN(read) || (whole && !Number.isInteger(read))) {
      wrong(column, whole ? '要写整数' : '要写数字')
    } else if (read < least || read > most) wrong(column, `要在 ${least} 到 ${most} 之间`)
    else return read
    return undefined
  }
  const optional = (column: Column, most: number): string | null => {
    const value = textOf(column)
    if ([...value].length > most) wrong(column, `最多 ${most} 个字`)
    return value || null
  }
  const choice = <T>(column: Column, of: Record<string, T>): T | undefined => {
    const value = textOf(column).normalize('NFKC').toLowerCase().replace(/\s/g, '')
    if (!Object.hasOwn(of, value))
      wrong(column, value === '' ? '不能空着' : `没有“${value}”，要写 ${wordsOf(of)}`)
    return of[value]
  }

  const code = readStationCode(textOf('code'))
  if (!isStationCode(code)) wrong('code', '要写大写字母、数字和短横线，最多 32 位')
  const region = textOf('region')
  if (!/^\d{6}$/.test(region)) wrong('region', '要写 6 位区划代码')

  const coordinate = (column: 'lat' | 'lng') => {
    const before = faults.length
    const degrees = number(column, column === 'lat' ? -90 : -180, column === 'lat' ? 90 : 180)
    if (degrees === undefined) {
      if (faults.length === before) wrong(column, '不能空着')
    } else if (!inChina(column, degrees)) {
      wrong(column, '不在中国境内，经度和纬度是不是写反了')
    } else return degrees
    return 0
  }
  const { lat, lng } = toGcj02({ lat: coordinate('lat'), lng: coordinate('lng') }, from)

  const hoursIn = (column: 'hours' | 'dated'): Hours => {
    const read = hoursOf(textOf(column))
    if (!(read instanceof HoursFault)) return read
    wrong(column, read.message)
    return { weekly: [], overrides: [], closures: [] }
  }
  const week = hoursIn('hours')
  const dated = hoursIn('dated')
  if (dated.weekly.length > 0 || dated.holidays) {
    wrong('dated', '每一段都从日期写起，星期和节日写在开放时间里')
  }
  const reading = <T>(column: 'closures' | 'places', read: (text: string) => T[]): T[] => {
    try {
      return read(textOf(column))
    } catch (error) {
      if (!(error instanceof DatedFault)) throw error
      wrong(column, error.message)
      return []
    }
  }

  const facilities: Facility[] = []
  for (const part of textOf('facilities')
    .normalize('NFKC')
    .split(/[、,;\n]/)) {
    const [, word = '', note = ''] = /^\s*([^()]+?)\s*(?:\(([^()]*)\))?\s*$/.exec(part) ?? []
    const kind = facilityKinds.get(word.toLowerCase())
    if (kind) facilities.push(note.trim() ? { kind, note: note.trim() } : { kind })
    else if (part.trim() !== '') wrong('facilities', `没有“${part.trim()}”这种设施`)
  }

  const spaces = number('spaces', 0, 10_000, true)
  const limits = {
    maxLengthM: number('maxLength', 1, 100),
    maxWeightT: number('maxWeight', 0.5, 500),
    maxHeightM: number('maxHeight', 1, 10),
    maxStayMinutes: number('maxStay', 1, 100_000, true),
  }
  if (spaces === undefined && Object.values(limits).some((it) => it !== undefined)) {
    wrong('spaces', '写了停车的限制，也要写车位')
  }

  const road = optional('road', 64)
  const towards = optional('towards', 20)
  const heading = number('heading', 0, 359)
  const nextExitM = number('nextExit', 0, 200_000, true)
  const bothSides =
    textOf('bothSides') === '' ? false : choice('bothSides', { 是: true, 否: false, yes: true, no: false })
  if (road !== null) {
    if (towards === null) wrong('towards', '写了高速，也要写方向')
    if (heading === undefined && textOf('heading') === '') wrong('heading', '写了高速，也要写方位角')
  } else if (towards !== null || heading !== undefined || nextExitM !== undefined) {
    wrong('road', '写了方向、方位角或出口，也要写高速')
  }

  const station: ReadStation = {
    code,
    name: text('name', 60),
    kind: choice('kind', kinds) ?? 'own',
    address: text('address', 120),
    regionCode: region,
    lat,
    lng,
    // Of two that name a day the later counts.
    hours: {
      ...week,
      overrides: [...week.overrides, ...dated.overrides],
      closures: reading('closures', readClosures),
    },
    places: reading('places', (it) => readPlaces(it, from)),
    facilities,
    phone: optional('phone', 30),
    door: optional('door', 64),
    parking: spaces === undefined ? null : { spaces, ...given(limits) },
    carriageway:
      road === null
        ? null
        : {
            road,
            towards: towards ?? '',
            headingDeg: heading ?? 0,
            bothSides: bothSides ?? false,
            ...given({ nextExitM }),
          },
  }
  faults.sort((a, b) => order.indexOf(a.column) - order.indexOf(b.column))
  return faults.length > 0 ? { faults } : { station }
}

/** What is not undefined. */
const given = <T extends object>(it: T) =>
  Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as Partial<T>

/** The first Chinese word of each choice. */
const wordsOf = (of: Record<string, unknown>) => {
  const words = Object.entries(of).filter(([it]) => !/^[a-z-]+$/.test(it))
  return words
    .filter(([, value], i) => words.findIndex((it) => it[1] === value) === i)
    .map(([it]) => it)
    .join('、')
}
