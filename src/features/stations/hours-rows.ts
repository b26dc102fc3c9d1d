import type { Hours, Interval } from '@/contract'
import { closureOf, dayPlan, hasHours } from '@/rules/opening-hours'
import { dayOf, startOf } from '@/rules/shanghai'
import { clockText, dateText, dayText, lastMomentText, momentText } from '@/rules/wording'

export interface HoursRow {
  label: string
  note?: string
  value: string
  tone?: 'open' | 'quiet'
  strong?: boolean
}

/** How far ahead a day of other hours is told. */
const aheadDays = 30
/** As many closures as are told. */
const closuresTold = 3

/** `08:30` -> `8:30` */
const clock = (time: string) => time.replace(/^0/, '')

function spanText({ from, to, access }: Interval): string {
  const span = from === '00:00' && to === '24:00' ? '24 小时' : `${clock(from)}–${clock(to)}`
  return access === 'qr' ? `${span} 扫码进门` : span
}

const dayHours = (intervals: readonly Interval[]): string =>
  intervals.length === 0 ? '不开' : intervals.map(spanText).join('　')

function dayRow(hours: Hours, day: number): Pick<HoursRow, 'note' | 'value'> {
  const plan = dayPlan(hours, day)
  const closure = closureOf(hours, day)
  if (closure) return { value: '临时关门', note: closure.reason }
  return {
    value: plan.unpublished === undefined ? dayHours(plan.intervals) : `等 ${plan.unpublished} 年放假安排`,
    note: plan.reason,
  }
}

/** 12 月 1 日到 12 月 3 日, 12 月 8 日 13:00–18:00, 3 月 1 日起 */
function closureDays({ from, to }: Hours['closures'][number]): string {
  const start = Date.parse(from)
  const startText = start === startOf(dayOf(start)) ? dateText(start) : momentText(start)
  if (to === undefined) return /\d$/.test(startText) ? `${startText} 起` : `${startText}起`
  const end = Date.parse(to)
  if (dayOf(end - 1) !== dayOf(start)) return `${startText}到 ${lastMomentText(end)}`
  return start === startOf(dayOf(start)) && end === startOf(dayOf(start) + 1)
    ? startText
    : `${startText}–${clockText(end)}`
}

/** Closures that are or that were announced, each with its reason and its end. */
const closureRows = ({ closures }: Hours, now: number): HoursRow[] =>
  closures
    .filter(
      ({ from, to }) =>
        (to === undefined || Date.parse(to) > now) && dayOf(Date.parse(from)) <= dayOf(now) + aheadDays,
    )
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from))
    .slice(0, closuresTold)
    .map((it) => ({ label: '临时关门', note: it.reason, value: closureDays(it) }))

/** The next days after tomorrow that differ from the week, for one and the same reason. */
function specialRow(hours: Hours, today: number): HoursRow | undefined {
  const reasonOn = (day: number) => dayPlan(hours, day).reason
  let first = today + 2
  for (const going = reasonOn(today + 1); going !== undefined && reasonOn(first) === going;) first++
  while (first <= today + aheadDays && reasonOn(first) === undefined) first++
  const reason = reasonOn(first)
  if (first > today + aheadDays || reason === undefined) return undefined
  const { intervals } = dayPlan(hours, first)
  return {
    label: reason,
    note: reasonOn(first + 1) === reason ? `${dayText(first)}起` : dayText(first),
    value: dayHours(intervals),
    tone: intervals.length > 0 ? 'open' : undefined,
  }
}

/** Hours of today and tomorrow, closures, and the next days that differ from the week. `now`: epoch ms. */
export function hoursRows(hours: Hours, now: number): HoursRow[] {
  if (!hasHours(hours)) {
    return [{ label: '开门时间', value: '还不知道' }]
  }
  const today = dayOf(now)
  const special = specialRow(hours, today)
  return [
    { label: '今天', ...dayRow(hours, today), strong: true },
    { label: '明天', ...dayRow(hours, today + 1), tone: 'quiet' },
    ...closureRows(hours, now),
    ...(special ? [special] : []),
  ]
}
