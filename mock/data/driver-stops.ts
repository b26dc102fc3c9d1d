import type { Carriageway, Facility, FacilityKind, Hours, Parking, Station, StationKind } from '@/contract'

/*
 * Invented stops for those who drive: the roads are real, the stops, their places along them and what they have are not.
 */

const has = (kind: FacilityKind, note?: string): Facility => (note ? { kind, note } : { kind })

const always: Hours = {
  weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], intervals: [{ from: '00:00', to: '24:00', access: 'open' }] }],
  overrides: [],
  closures: [],
}

interface Stop {
  name: string
  kind: StationKind
  address: string
  regionCode: string
  /** GCJ-02. */
  at: readonly [lat: number, lng: number]
  parking: Parking
  carriageway?: Carriageway
  facilities: readonly Facility[]
}

/** What every stop has; the rest differs. */
const usual = [has('water'), has('charge', '20 个口'), has('toilet'), has('meal', '餐厅'), has('rest')]

const jingha = { road: 'G1 京哈高速', bothSides: false }
const jingtai = { road: 'G3 京台高速', bothSides: false }

const stops: readonly Stop[] = [
  {
    name: '海港停车区司机之家（沈阳方向）',
    kind: 'driver-home',
    address: '京哈高速海港停车区，往沈阳一侧',
    regionCode: '130302',
    at: [39.9829, 119.5607],
    parking: { spaces: 64, maxLengthM: 22, maxStayMinutes: 24 * 60 },
    carriageway: { ...jingha, towards: '沈阳方向', headingDeg: 62, nextExitM: 6_800 },
    facilities: [...usual, has('parking', '货车 64 位'), has('shower', '4 间'), has('laundry', '3 台')],
  },
  {
    name: '海港停车区司机之家（北京方向）',
    kind: 'driver-home',
    address: '京哈高速海港停车区，往北京一侧',
    regionCode: '130302',
    at: [39.9845, 119.5594],
    parking: { spaces: 48, maxLengthM: 22, maxStayMinutes: 24 * 60 },
    carriageway: { ...jingha, towards: '北京方向', headingDeg: 242, nextExitM: 5_200 },
    facilities: [...usual, has('parking', '货车 48 位'), has('shower', '2 间')],
  },
  {
    name: '山海关服务区司机之家',
    kind: 'driver-home',
    address: '京哈高速山海关服务区，两侧有通道',
    regionCode: '130303',
    at: [40.0192, 119.7054],
    parking: { spaces: 120, maxStayMinutes: 24 * 60 },
    carriageway: { ...jingha, bothSides: true, towards: '沈阳方向', headingDeg: 65 },
    facilities: [
      ...usual,
      has('parking', '货车 120 位'),
      has('shower', '8 间'),
      has('laundry', '6 台'),
      has('medicine'),
      has('wifi'),
    ],
  },
  {
    name: '102 国道卡车司机之家',
    kind: 'driver-home',
    address: '102 国道北侧，物流园东门对面',
    regionCode: '130302',
    at: [39.9698, 119.5421],
    parking: { spaces: 36, maxLengthM: 18, maxHeightM: 4.5, maxStayMinutes: 12 * 60 },
    facilities: [
      ...usual,
      has('parking', '货车 36 位'),
      has('shower'),
      has('laundry'),
      has('legal', '周二上午'),
    ],
  },
  {
    name: '德州东停车区司机之家（济南方向）',
    kind: 'driver-home',
    address: '京台高速德州东停车区，往济南一侧',
    regionCode: '371402',
    at: [37.4301, 116.4017],
    parking: { spaces: 40, maxLengthM: 22, maxStayMinutes: 24 * 60 },
    carriageway: { ...jingtai, towards: '济南方向', headingDeg: 168, nextExitM: 9_400 },
    facilities: [...usual, has('parking', '货车 40 位'), has('shower', '2 间')],
  },
]

export const driverStops: readonly Station[] = stops.map(({ at: [lat, lng], facilities, ...stop }, i) => {
  const number = String(i + 1).padStart(3, '0')
  return {
    ...stop,
    id: `019aa000-0000-7000-8000-000000990${number}`,
    code: `SJ${number}`,
    point: { lat, lng },
    hours: always,
    facilities: [...facilities],
    phone: '12351',
    demo: true,
  }
})
