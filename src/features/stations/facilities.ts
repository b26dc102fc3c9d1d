import { type Facility, type FacilityKind, type Need, type StationKind, needs } from '@/contract'
import type { IconName } from '@/ui'

const facilities: Record<FacilityKind, { text: string; icon: IconName }> = {
  water: { text: '热水', icon: 'drop' },
  charge: { text: '充电', icon: 'bolt' },
  toilet: { text: '厕所', icon: 'toilet' },
  meal: { text: '热饭', icon: 'meal' },
  swap: { text: '换电', icon: 'swap' },
  parking: { text: '停车', icon: 'park' },
  shower: { text: '淋浴', icon: 'bath' },
  rest: { text: '休息', icon: 'bed' },
  aircon: { text: '空调', icon: 'air' },
  fridge: { text: '冰箱', icon: 'air' },
  wifi: { text: '无线网', icon: 'wifi' },
  umbrella: { text: '雨伞', icon: 'umbrella' },
  sewing: { text: '针线包', icon: 'tool' },
  pump: { text: '打气筒', icon: 'tool' },
  tools: { text: '工具箱', icon: 'tool' },
  medicine: { text: '药箱', icon: 'medicine' },
  'blood-pressure': { text: '血压计', icon: 'heart' },
  aed: { text: '除颤器', icon: 'heart' },
  nursing: { text: '母婴室', icon: 'heart' },
  laundry: { text: '洗衣', icon: 'wash' },
  haircut: { text: '理发', icon: 'star' },
  legal: { text: '法律咨询', icon: 'book' },
}

/** A facility as the screens say it. */
export const facilityFact = ({ kind, note }: Facility): { icon: IconName; text: string; note?: string } => ({
  ...facilities[kind],
  note,
})

/** The same in one piece: 充电 6 个口, 厕所在隔壁, 微波炉. */
export function facilityPhrase({ kind, note }: Facility): string {
  const { text } = facilities[kind]
  if (!note) return text
  if (kind === 'toilet') return `${text}在${note}`
  // Its note names the thing itself.
  return kind === 'meal' || kind === 'parking' ? note : `${text} ${note}`
}

/** What a station has, what was asked for before the rest. */
export const askedFirst = (has: readonly Facility[], asked: readonly FacilityKind[]): readonly Facility[] =>
  asked.length === 0
    ? has
    : [...has.filter(({ kind }) => asked.includes(kind)), ...has.filter(({ kind }) => !asked.includes(kind))]

export const facilityText = (kind: FacilityKind): string => facilities[kind].text

/** What one can ask for by a chip. Who drives for days also asks where to wash clothes. */
export type Asked = Need | 'laundry'

/** What one asks for, which is not always what the thing is called. */
export const needText = (need: Asked): string => (need === 'water' ? '喝水' : facilities[need].text)

const chipOf = (need: Asked) => ({ need, text: needText(need), icon: facilities[need].icon })
const usual = needs.map(chipOf)
const forDrivers = [...usual, chipOf('laundry')]

/** The chips beside what is asked for: whoever looks for parking finds 洗衣 at their end. */
export const needChips = (asked: readonly Asked[]): readonly ReturnType<typeof chipOf>[] =>
  asked.some((it) => it === 'parking' || it === 'laundry') ? forDrivers : usual

const kinds: Record<StationKind, string> = {
  own: '工会自建',
  shared: '共建站',
  smart: '24 小时智能站',
  'rider-station': '骑手驿站',
  'rider-canteen': '骑手食堂',
  'driver-home': '司机之家',
  'workers-home': '职工之家',
  'cultural-palace': '工人文化宫',
  mobile: '流动站',
}

export const kindText = (kind: StationKind): string => kinds[kind]
