import type {
  Access,
  Facility,
  FacilityKind,
  Hours,
  Interval,
  Parking,
  Station,
  StationKind,
  StationPlace,
} from '@/contract'

/*
 * Invented stations: 48 in 秦皇岛海港区, as many as were reported there, and 10 in 德州德城区. Street names are real; house
 * numbers, hours and what is in them are not. Kinds and facilities follow the national shares of the end of 2024.
 */

const daily = [1, 2, 3, 4, 5, 6, 7]
const workdays = [1, 2, 3, 4, 5]

const span = (text: string, access: Access): Interval => {
  const [from = '', to = ''] = text.split('-')
  return { from, to, access }
}

const openAt = (...spans: string[]): Interval[] => spans.map((it) => span(it, 'open'))

/**
 * Holidays on which unions keep their stations open (两节不打烊). 除夕 to 正月初三 are days off by 全国年节及纪念日放假办法
 * (2024); 正月初一 of 2027 is 6 February.
 */
const holidays = [
  { from: '2027-01-01', to: '2027-01-01', reason: '元旦不打烊' },
  { from: '2027-02-05', to: '2027-02-08', reason: '春节不打烊' },
]

function hours(days: number[], intervals: Interval[], onHolidays: Interval[] = []): Hours {
  return {
    weekly: [{ days, intervals }],
    overrides: onHolidays.length === 0 ? [] : holidays.map((it) => ({ ...it, intervals: onHolidays })),
    closures: [],
  }
}

const community = hours(daily, openAt('08:30-12:00', '14:00-18:00'), openAt('08:30-18:00'))
const split = hours(daily, openAt('08:30-12:00', '14:30-18:00'), openAt('09:00-17:00'))
const nineToFive = hours(daily, openAt('09:00-17:00'), openAt('09:00-17:00'))
/** Shut on legal holidays but for 两节不打烊, and open on the weekend days that are worked for them. */
const office: Hours = {
  ...hours(workdays, openAt('08:30-11:00', '13:30-17:00'), openAt('09:00-15:00')),
  holidays: {
    intervals: [],
    special: [
      { of: ['new-year', 'spring-festival'], intervals: openAt('09:00-15:00'), reason: '两节不打烊' },
    ],
    makeUp: openAt('08:30-11:00', '13:30-17:00'),
  },
}
const early = hours(daily, openAt('06:30-21:30'))
const late = hours(daily, openAt('08:30-22:00'))
const evening = hours(daily, openAt('08:00-21:00'))
const always = hours(daily, openAt('00:00-24:00'))
const unattended = hours(daily, [span('08:00-22:00', 'staff'), span('22:00-08:00', 'qr')])
/** A bank's lobby, which is its customers' by day. */
const nightLobby = hours(daily, [span('18:00-08:00', 'qr')])
/** A canteen that keeps riders' hours: lunch, their break, and the evening. */
const canteen = hours(daily, openAt('10:30-16:30', '17:00-20:30'), openAt('10:30-16:30'))

const has = (kind: FacilityKind, note?: string): Facility => (note ? { kind, note } : { kind })

/** What nearly all have: hot water, sockets, a microwave, somewhere to sit, a toilet inside or near by. */
const usual = (sockets: number, toilet: string | undefined, seats: number): Facility[] => [
  has('water'),
  has('charge', `${sockets} 个口`),
  has('meal', '微波炉'),
  has('toilet', toilet),
  has('rest', `${seats} 座`),
]

interface Row {
  name: string
  kind: StationKind
  address: string
  /** GCJ-02. */
  at: readonly [lat: number, lng: number]
  hours: Hours
  facilities: readonly Facility[]
  parking?: Parking
  /** Of a movable one: where it stands on some days. */
  places?: StationPlace[]
}

const row = (
  name: string,
  kind: StationKind,
  address: string,
  at: readonly [lat: number, lng: number],
  hours: Hours,
  ...facilities: readonly Facility[]
): Row => ({ name, kind, address, at, hours, facilities })

const haigang: readonly Row[] = [
  row(
    '工人北里社区工会驿站',
    'shared',
    '河北大街 128 号，工人北里社区一楼东门',
    [39.9362, 119.6041],
    community,
    ...usual(6, '隔壁', 8),
    has('wifi'),
    has('medicine'),
  ),
  row(
    '建设大街骑手驿站',
    'rider-station',
    '建设大街 96 号，迎宾路口',
    [39.93, 119.60634],
    late,
    ...usual(10, undefined, 14),
    has('swap', '4 个柜'),
    has('wifi'),
    has('medicine'),
    has('pump'),
    has('tools'),
    has('aircon'),
  ),
  {
    ...row(
      '海阳路司机之家',
      'driver-home',
      '海阳路 210 号，停车场北侧',
      [39.9419, 119.5907],
      always,
      ...usual(12, undefined, 20),
      has('parking', '货车 18 位'),
      has('shower'),
      has('wifi'),
      has('medicine'),
      has('aircon'),
      has('laundry'),
      has('legal', '周三下午'),
    ),
    parking: { spaces: 18, maxLengthM: 18, maxHeightM: 4.5, maxStayMinutes: 12 * 60 },
  },
  row(
    '中国银行河北大街智能驿站',
    'smart',
    '河北大街 214 号，自助厅东侧',
    [39.9353, 119.593],
    nightLobby,
    ...usual(4, '隔壁', 6),
    has('wifi'),
    has('aircon'),
    has('aed'),
  ),

  row(
    '文化里社区工会驿站',
    'shared',
    '文化路 36 号，社区服务站一楼',
    [39.9492, 119.5968],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
    has('umbrella'),
  ),
  row(
    '文化路新华书店驿站',
    'shared',
    '文化路 158 号，书店一层',
    [39.9568, 119.5961],
    nineToFive,
    ...usual(4, undefined, 10),
    has('wifi'),
    has('aircon'),
  ),
  row(
    '文化路户外劳动者驿站',
    'own',
    '文化路 75 号，街心公园旁',
    [39.9232, 119.5966],
    nineToFive,
    ...usual(4, '公园内', 6),
    has('medicine'),
    has('umbrella'),
  ),
  row(
    '海港区工人文化宫驿站',
    'cultural-palace',
    '文化路 201 号，工人文化宫南门',
    [39.9632, 119.5969],
    nineToFive,
    ...usual(8, undefined, 30),
    has('wifi'),
    has('medicine'),
    has('aircon'),
    has('blood-pressure'),
    has('haircut', '周三、周六'),
    has('legal', '周五上午'),
  ),
  row(
    '迎宾里社区工会驿站',
    'shared',
    '迎宾路 18 号，社区服务站',
    [39.9487, 119.6038],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
    has('sewing'),
  ),
  row(
    '迎宾路公厕暖心驿站',
    'shared',
    '迎宾路 77 号，公厕管理间',
    [39.9561, 119.6033],
    nineToFive,
    ...usual(2, undefined, 4),
    has('umbrella'),
  ),
  row(
    '火车站南广场工会驿站',
    'own',
    '迎宾路北口，南广场西侧',
    [39.9471, 119.6002],
    always,
    ...usual(12, '广场西侧', 16),
    has('wifi'),
    has('medicine'),
    has('aircon'),
    has('aed'),
  ),
  row(
    '迎宾路职工之家',
    'workers-home',
    '迎宾路 132 号，总工会一楼',
    [39.9629, 119.6036],
    office,
    ...usual(6, undefined, 16),
    has('wifi'),
    has('medicine'),
    has('aircon'),
    has('legal', '工作日'),
  ),

  row(
    '民族里社区工会驿站',
    'shared',
    '民族路 41 号，社区服务站东门',
    [39.9298, 119.6171],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '民族路加油站暖心驿站',
    'shared',
    '民族路 88 号，加油站便利店',
    [39.9433, 119.6109],
    early,
    ...usual(4, undefined, 6),
    has('pump'),
    has('medicine'),
  ),
  row(
    '民族路户外劳动者驿站',
    'own',
    '民族路 160 号，街角绿地',
    [39.9488, 119.6107],
    nineToFive,
    ...usual(4, '隔壁', 6),
    has('umbrella'),
  ),
  row(
    '民族路超市暖心驿站',
    'shared',
    '民族路 233 号，超市服务台旁',
    [39.9562, 119.6112],
    nineToFive,
    ...usual(2, undefined, 4),
  ),
  row(
    '民族路北口环卫驿站',
    'own',
    '民族路 301 号，环卫班房',
    [39.9627, 119.6108],
    split,
    ...usual(2, '隔壁', 6),
    has('sewing'),
  ),

  row(
    '东港里社区工会驿站',
    'shared',
    '东港路 25 号，社区服务站',
    [39.9353, 119.6213],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '东港路货车司机之家',
    'driver-home',
    '东港路 118 号，货运停车场',
    [39.9304, 119.6226],
    always,
    ...usual(10, undefined, 18),
    has('parking', '货车 30 位'),
    has('shower'),
    has('laundry'),
    has('wifi'),
    has('medicine'),
    has('tools'),
  ),
  row(
    '东港路骑手驿站',
    'rider-station',
    '东港路 64 号，商街入口',
    [39.9415, 119.6218],
    nineToFive,
    ...usual(8, undefined, 10),
    has('wifi'),
    has('pump'),
  ),
  row(
    '东港路户外劳动者驿站',
    'own',
    '东港路 190 号，公交首末站',
    [39.9485, 119.6221],
    nineToFive,
    ...usual(4, undefined, 8),
  ),
  row(
    '东港路北口流动驿站',
    'mobile',
    '东港路北口，物流园工地门前',
    [39.9559, 119.6216],
    nineToFive,
    ...usual(4, '工地内', 6),
    has('medicine'),
    has('blood-pressure'),
  ),

  row(
    '友谊里社区工会驿站',
    'shared',
    '友谊路 52 号，社区服务站',
    [39.9352, 119.5852],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
    has('sewing'),
  ),
  row(
    '友谊路骑手驿站',
    'rider-station',
    '友谊路 117 号，夜市东口',
    [39.9299, 119.5848],
    late,
    ...usual(10, '隔壁', 12),
    has('wifi'),
    has('pump'),
    has('tools'),
  ),
  row(
    '友谊路户外劳动者驿站',
    'own',
    '友谊路 9 号，河边公园',
    [39.9228, 119.5853],
    nineToFive,
    ...usual(2, '公园内', 6),
  ),
  row(
    '友谊路工商银行驿站',
    'shared',
    '友谊路 166 号，银行营业厅',
    [39.9417, 119.5832],
    office,
    ...usual(2, undefined, 6),
    has('aircon'),
    has('wifi'),
  ),

  row(
    '海阳里社区工会驿站',
    'shared',
    '海阳路 88 号，社区服务站',
    [39.9489, 119.5856],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '海阳路批发市场驿站',
    'own',
    '海阳路 312 号，批发市场 3 号门',
    [39.9563, 119.5829],
    nineToFive,
    ...usual(8, undefined, 12),
    has('medicine'),
    has('tools'),
  ),
  row(
    '海阳路北环智能驿站',
    'smart',
    '海阳路 388 号，北环路口',
    [39.9601, 119.5822],
    unattended,
    ...usual(6, '隔壁', 6),
    has('wifi'),
    has('aircon'),
  ),

  row(
    '红旗路社区工会驿站',
    'shared',
    '红旗路 60 号，社区服务站',
    [39.9355, 119.5772],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '红旗路骑手驿站',
    'rider-station',
    '红旗路 145 号，商场北门',
    [39.9412, 119.5768],
    nineToFive,
    ...usual(8, '商场内', 10),
    has('wifi'),
    has('medicine'),
  ),
  row(
    '红旗路智能驿站',
    'smart',
    '红旗路 22 号，邮储银行旁',
    [39.9296, 119.5771],
    unattended,
    ...usual(6, '隔壁', 6),
    has('wifi'),
    has('aircon'),
  ),
  row(
    '红旗路职工之家',
    'workers-home',
    '红旗路 203 号，街道总工会',
    [39.9486, 119.5769],
    office,
    ...usual(4, undefined, 12),
    has('wifi'),
    has('medicine'),
  ),
  row(
    '红旗路户外劳动者驿站',
    'own',
    '红旗路 280 号，园林班房',
    [39.9566, 119.5774],
    nineToFive,
    ...usual(2, '隔壁', 6),
    has('umbrella'),
  ),

  row(
    '燕山大街户外劳动者驿站',
    'own',
    '燕山大街 188 号，公交枢纽',
    [39.9418, 119.5704],
    nineToFive,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '燕山大街社区工会驿站',
    'shared',
    '燕山大街 245 号，社区服务站',
    [39.9414, 119.5639],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '和平大街户外劳动者驿站',
    'own',
    '和平大街 71 号，体育场西门',
    [39.9491, 119.5707],
    nineToFive,
    ...usual(4, '体育场内', 10),
    has('wifi'),
  ),
  row(
    '和平里社区工会驿站',
    'shared',
    '和平大街 150 号，社区服务站',
    [39.9488, 119.5641],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),

  row(
    '西港里社区工会驿站',
    'own',
    '西港路 33 号，社区服务站',
    [39.9356, 119.5643],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '西港路骑手驿站',
    'rider-station',
    '西港路 120 号，美食街口',
    [39.9298, 119.5638],
    nineToFive,
    ...usual(8, undefined, 10),
    has('wifi'),
    has('pump'),
    has('medicine'),
  ),
  row(
    '西港路网约车司机之家',
    'driver-home',
    '西港路 255 号，充电站内',
    [39.9562, 119.5644],
    evening,
    ...usual(10, undefined, 14),
    has('parking', '小车 40 位'),
    has('wifi'),
  ),
  row(
    '西港路户外劳动者驿站',
    'own',
    '西港路 8 号，滨河绿地',
    [39.9231, 119.5645],
    nineToFive,
    ...usual(2, '绿地内', 6),
  ),

  row(
    '秦山路社区工会驿站',
    'own',
    '秦山路 46 号，社区服务站',
    [39.9357, 119.5502],
    split,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '秦山路职工之家',
    'workers-home',
    '秦山路 99 号，产业园 2 号楼',
    [39.9419, 119.5498],
    office,
    ...usual(6, undefined, 16),
    has('wifi'),
    has('medicine'),
    has('legal', '周二下午'),
  ),
  {
    ...row(
      '秦山路流动驿站',
      'mobile',
      '秦山路 180 号，在建工地东门',
      [39.949, 119.5503],
      nineToFive,
      ...usual(4, '工地内', 6),
    ),
    // The works stop for the winter, and it goes where people wait for their trains.
    places: [
      {
        from: '2026-12-15',
        to: '2027-03-15',
        address: '北环路 1 号，火车站西广场',
        point: { lat: 39.9533, lng: 119.5921 },
      },
    ],
  },

  row(
    '港城大街快递园驿站',
    'own',
    '港城大街 310 号，快递分拨园',
    [39.9661, 119.5775],
    early,
    ...usual(12, undefined, 20),
    has('wifi'),
    has('medicine'),
    has('tools'),
    has('fridge'),
  ),
  row(
    '港城大街社区工会驿站',
    'own',
    '港城大街 168 号，社区服务站',
    [39.9659, 119.5899],
    split,
    ...usual(4, undefined, 8),
    has('legal', '周四上午'),
  ),
  row(
    '港城大街超市暖心驿站',
    'shared',
    '港城大街 92 号，超市一层',
    [39.9662, 119.6061],
    nineToFive,
    ...usual(2, undefined, 4),
  ),
]

const decheng: readonly Row[] = [
  row(
    '东方红路骑手食堂',
    'rider-canteen',
    '东方红路 211 号',
    [37.4531, 116.3012],
    canteen,
    ...usual(6, undefined, 40),
    has('wifi'),
    has('aircon'),
  ),
  row(
    '三八路骑手食堂',
    'rider-canteen',
    '三八路 86 号',
    [37.4462, 116.3105],
    canteen,
    ...usual(6, undefined, 36),
    has('aircon'),
  ),
  row(
    '湖滨大道骑手食堂',
    'rider-canteen',
    '湖滨大道 140 号',
    [37.4388, 116.2987],
    canteen,
    ...usual(4, '隔壁', 28),
    has('aircon'),
  ),
  row(
    '解放大道骑手食堂',
    'rider-canteen',
    '解放大道 305 号',
    [37.4607, 116.2951],
    canteen,
    ...usual(4, undefined, 30),
    has('wifi'),
  ),
  row(
    '新湖大街骑手驿站',
    'rider-station',
    '新湖大街 58 号',
    [37.4489, 116.2926],
    late,
    ...usual(10, undefined, 14),
    has('swap', '2 个柜'),
    has('wifi'),
    has('pump'),
    has('medicine'),
  ),
  row(
    '大学路骑手驿站',
    'rider-station',
    '大学路 120 号',
    [37.4419, 116.3194],
    late,
    ...usual(8, undefined, 12),
    has('wifi'),
    has('medicine'),
  ),
  row(
    '天衢路户外劳动者驿站',
    'own',
    '天衢路 33 号',
    [37.4652, 116.3068],
    nineToFive,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
  row(
    '三八路户外劳动者驿站',
    'own',
    '三八路 203 号',
    [37.4458, 116.2869],
    split,
    ...usual(4, '隔壁', 8),
    has('medicine'),
  ),
  row(
    '东方红路智能驿站',
    'smart',
    '东方红路 67 号',
    [37.4526, 116.2893],
    unattended,
    ...usual(6, '隔壁', 6),
    has('wifi'),
  ),
  row(
    '解放大道户外劳动者驿站',
    'own',
    '解放大道 178 号',
    [37.4547, 116.2948],
    nineToFive,
    ...usual(4, undefined, 8),
    has('medicine'),
  ),
]

const opensByPhone = ({ weekly }: Hours) =>
  weekly.some(({ intervals }) => intervals.some(({ access }) => access === 'qr'))

function stationsOf(rows: readonly Row[], regionCode: string, letters: string, phone?: string): Station[] {
  return rows.map(({ at: [lat, lng], facilities, ...row }, i) => {
    const number = String(i + 1).padStart(3, '0')
    return {
      ...row,
      id: `019aa000-0000-7000-8000-${regionCode}000${number}`,
      code: `${letters}${number}`,
      regionCode,
      point: { lat, lng },
      facilities: [...facilities],
      ...(phone && { phone }),
      ...(opensByPhone(row.hours) && { smartDoor: true }),
      demo: true,
    }
  })
}

/** The union's own line in every city. */
const unionLine = '12351'

export const haigangStations: readonly Station[] = stationsOf(haigang, '130302', 'HG', unionLine)
export const dechengStations: readonly Station[] = stationsOf(decheng, '371402', 'DC', unionLine)
export const stations: readonly Station[] = [...haigangStations, ...dechengStations]

/** A station of 海港区 by the number in its code: `haigangStation(1)` is HG001. Throws where there is none. */
export function haigangStation(number: number): Station {
  const found = haigangStations[number - 1]
  if (!found) throw new RangeError(`no station HG${number}`)
  return found
}
