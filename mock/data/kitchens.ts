import type { Facility, FacilityKind, Hours, Interval, Station } from '@/contract'

/*
 * Invented canteens in 秦皇岛海港区 that cook for riders, in their hours: at lunch, in the break after it, and by night.
 */

const has = (kind: FacilityKind, note?: string): Facility => (note ? { kind, note } : { kind })

const every = (...spans: (readonly [from: string, to: string])[]): Hours => ({
  weekly: [
    {
      days: [1, 2, 3, 4, 5, 6, 7],
      intervals: spans.map(([from, to]): Interval => ({ from, to, access: 'open' })),
    },
  ],
  overrides: [],
  closures: [],
})

interface Kitchen {
  name: string
  address: string
  /** GCJ-02. */
  at: readonly [lat: number, lng: number]
  hours: Hours
  seats: number
  /** Meals at the union's price that it cooks in a day. */
  quota: number
}

const rows: readonly Kitchen[] = [
  {
    name: '迎宾路骑手食堂',
    address: '迎宾路 88 号，美食城一层',
    at: [39.9274, 119.6113],
    hours: every(['10:30', '16:30'], ['17:00', '20:30']),
    seats: 40,
    quota: 60,
  },
  {
    name: '海阳路骑手食堂',
    address: '海阳路 176 号',
    at: [39.9463, 119.5884],
    hours: every(['10:30', '20:00']),
    seats: 32,
    quota: 40,
  },
  {
    name: '燕山大街爱心餐厅',
    address: '燕山大街 240 号',
    at: [39.9447, 119.6079],
    hours: every(['11:00', '14:00'], ['17:00', '19:30']),
    seats: 28,
    quota: 30,
  },
  {
    name: '火车站夜归人食堂',
    address: '北环路 12 号，火车站东侧',
    at: [39.9497, 119.6032],
    hours: every(['00:00', '24:00']),
    seats: 36,
    quota: 50,
  },
]

export const kitchens: readonly (Station & { quota: number })[] = rows.map(
  ({ at: [lat, lng], seats, ...it }, i) => {
    const number = String(i + 1).padStart(3, '0')
    return {
      ...it,
      id: `019aa000-0000-7000-8000-130302900${number}`,
      code: `ST${number}`,
      kind: 'rider-canteen',
      regionCode: '130302',
      point: { lat, lng },
      facilities: [
        has('water'),
        has('charge', '8 个口'),
        has('meal', '热炒热汤'),
        has('toilet'),
        has('rest', `${seats} 座`),
      ],
      phone: '12351',
      demo: true,
    }
  },
)
