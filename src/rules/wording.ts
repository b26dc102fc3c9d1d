import type { OpenState } from '@/contract'
import type { IdFault } from './id-number'
import { DAY, MINUTE, dayOf, formatInstant, startOf, weekdayOf } from './shanghai'

/** Figures and times as they stand on a screen. Times are epoch ms and shown for Asia/Shanghai. */

const HOUR = 60 * MINUTE

/** A figure and the word behind it, which are set in two sizes. */
export interface Measure {
  number: string
  unit: string
}

/** 320 米, 1.1 公里, 12 公里: no finer than a phone knows where it is. */
export function distanceText(metres: number): Measure {
  const tens = Math.max(1, Math.round(metres / 10)) * 10
  if (tens < 1_000) return { number: String(tens), unit: '米' }
  const tenths = Math.round(tens / 100)
  return { number: String(tenths < 100 ? tenths / 10 : Math.round(tens / 1_000)), unit: '公里' }
}

/** What an electric bicycle makes in town, metres a minute: 15 km/h. */
const RIDE = 250

/** Minutes by electric bicycle, at least one. */
export const rideMinutes = (metres: number): number => Math.max(1, Math.ceil(metres / RIDE))

/** 3 月 3 日, of a day. */
export function dayText(day: number): string {
  // By hand: lists write hundreds, and a pattern takes ten times as long.
  const date = new Date(day * DAY)
  return `${date.getUTCMonth() + 1} 月 ${date.getUTCDate()} 日`
}

/** 3 月 3 日 */
export const dateText = (instant: number): string => dayText(dayOf(instant))

/** 2027 年 1 月 13 日 */
export const fullDateText = (instant: number): string => formatInstant(instant, 'YYYY 年 M 月 D 日')

/** 8:05 */
export const clockText = (instant: number): string => formatInstant(instant, 'H:mm')

/** 3 月 3 日 18:00 */
export const momentText = (instant: number): string => `${dateText(instant)} ${clockText(instant)}`

/** The last day of what ends before this moment: an end at midnight belongs to the day it ends. */
export const lastDayText = (end: number): string => dateText(end - 1)

/** The same with the hour, where it ends within the day: 2 月 6 日, 3 月 3 日 18:00. */
export const lastMomentText = (end: number): string =>
  end === startOf(dayOf(end)) ? lastDayText(end) : momentText(end)

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** The day, as far as it is not today, and the time: 18:00, 明早 8:00, 周一 8:30, 12 月 3 日 8:30. */
function nearText(instant: number, now: number): string {
  const day = dayOf(instant)
  const ahead = day - dayOf(now)
  const clock = clockText(instant)
  if (ahead === 0) return clock
  if (ahead === 1) {
    const hour = Math.floor((instant - startOf(day)) / HOUR)
    return `${hour < 5 ? '凌晨' : hour < 12 ? '明早' : '明天'} ${clock}`
  }
  if (ahead > 1 && ahead < 7) return `周${weekdays[weekdayOf(day) - 1]} ${clock}`
  return `${dayText(day)} ${clock}`
}

/** An end: midnight belongs to the day it ends. */
const endText = (instant: number, now: number): string =>
  instant === startOf(dayOf(now) + 1) ? '24:00' : nearText(instant, now)

/** 到 18:00, 到明早 8:00: `word` and an end, spaced as Chinese and figures are. */
function until(word: string, instant: number, now: number): string {
  const end = endText(instant, now)
  return /^\d/.test(end) ? `${word} ${end}` : `${word}${end}`
}

const opening = (opensAt: string | null, now: number): string =>
  opensAt === null ? '开门时间待定' : `${nearText(Date.parse(opensAt), now)} 开`

/** 开到 18:00, 开到明早 8:00, 24 小时; where it is closed, 明早 8:30 开; 时间不详. */
export function untilText(it: OpenState, now: number): string {
  if (it.state === 'unknown') return '时间不详'
  if (it.state === 'closed') return opening(it.opensAt, now)
  return it.until === null ? '24 小时' : until('开到', Date.parse(it.until), now)
}

/** The state in one line of a list: 开着 · 到 22:00, 已关门 · 明早 8:30 开. */
export function stateText(it: OpenState, now: number): string {
  if (it.state === 'unknown') return '时间不详'
  if (it.state === 'closed') return `已关门 · ${opening(it.opensAt, now)}`
  const word = it.state === 'open' ? '开着' : '快关门了'
  return `${word} · ${it.until === null ? '24 小时' : until('到', Date.parse(it.until), now)}`
}

/** The hour up to which what is still open has been open by night. */
const MORNING = 9 * HOUR

/** 现在开着, 夜里也开 · 扫码进门, 快关门了, 已关门, 时间不详. */
export function openTag(state: OpenState): string {
  switch (state.state) {
    case 'open':
      if (state.access === 'staff') return '现在开着 · 有人在'
      if (state.access === 'open') return '现在开着'
      return `${throughTheNight(state.until) ? '夜里也开' : '现在开着'} · 扫码进门`
    case 'closing-soon':
      return '快关门了'
    case 'closed':
      return '已关门'
    case 'unknown':
      return '时间不详'
  }
}

function throughTheNight(until: string | null): boolean {
  if (until === null) return true
  const end = Date.parse(until)
  const intoDay = end - startOf(dayOf(end))
  return intoDay > 0 && intoDay <= MORNING
}

/** 还有 3 小时 28 分, 还有 28 分钟, 还有 2 天. */
export function remainingText(ms: number): string {
  if (ms < MINUTE) return ms <= 0 ? '到点了' : '不到 1 分钟'
  const minutes = Math.floor(ms / MINUTE)
  if (ms < HOUR) return `还有 ${minutes} 分钟`
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (ms < DAY) return rest === 0 ? `还有 ${hours} 小时` : `还有 ${hours} 小时 ${rest} 分`
  return `还有 ${Math.floor(ms / DAY)} 天`
}

/** 刚刚, 5 分钟前, 2 小时前, 3 天前. */
export function ageText(ms: number): string {
  if (ms < MINUTE) return '刚刚'
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} 分钟前`
  return ms < DAY ? `${Math.floor(ms / HOUR)} 小时前` : `${Math.floor(ms / DAY)} 天前`
}

/** Integer fen in yuan, without the word: 48, 8.40. */
export function yuan(fen: number): string {
  const cents = Math.abs(fen) % 100
  const whole = `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}`
  return cents === 0 ? whole : `${whole}.${String(cents).padStart(2, '0')}`
}

/** 12345 -> 12,345; what stands behind a point stays. */
export function grouped(number: string): string {
  const [whole = '', rest] = number.split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${rest === undefined ? '' : `.${rest}`}`
}

/** Integer fen in yuan as a screen shows a sum: 1,234,567.50, −300. */
export const money = (fen: number): string => `${fen < 0 ? '−' : ''}${grouped(yuan(Math.abs(fen)))}`

/** Integer fen of 10,000 yuan. */
const TEN_THOUSAND_YUAN = 1_000_000

/** A sum in the words people use for it: 12 万元, 5000 元. */
export const sumText = (fen: number): Measure =>
  fen > 0 && fen % TEN_THOUSAND_YUAN === 0
    ? { number: String(fen / TEN_THOUSAND_YUAN), unit: '万元' }
    : { number: yuan(fen), unit: '元' }

/** When something happened: 今天 14:32, 昨天 9:05, 3 月 3 日 18:00. */
export function pastText(instant: number, now: number): string {
  const back = dayOf(now) - dayOf(instant)
  if (back === 0) return `今天 ${clockText(instant)}`
  return back === 1 ? `昨天 ${clockText(instant)}` : momentText(instant)
}

const idFaults = {
  form: '身份证号是 18 位，最后一位可能是 X',
  region: '身份证号开头的地区不对',
  'birth-date': '身份证号里的出生日期没有这一天',
  future: '身份证号里的出生日期还没到',
  'check-digit': '身份证号有一位打错了',
} as const satisfies Record<IdFault, string>

/** What is wrong with an ID number as typed, and so how to put it right. */
export const idFaultText = (fault: IdFault): string => idFaults[fault]
