import type { Hours, Interval } from '@/contract'
import { type DayPlan, dayPlan, hasHours } from '@/rules/opening-hours'
import { dayOf, dayOfDate } from '@/rules/shanghai'
import { dayText } from '@/rules/wording'

export interface HoursRow {
  label: string
  note?: string
  value: string
  tone?: 'open' | 'quiet'
  strong?: boolean
}

/** How far ahead a day of other hours is told. */
const aheadDays = 30

/** `08:30` -> `8:30` */
const clock = (time: string) => time.replace(/^0/, '')

function spanText({ from, to, access }: Interval): string {
  const span = from === '00:00' && to === '24:00' ? '24 小时' : `${clock(from)}–${clock(to)}`
  return access === 'qr' ? `${span} 扫码进门` : span
}

const dayHours = (intervals: readonly Interval[]): string =>
  intervals.length === 0 ? '不开' : intervals.map(spanText).join('　')

const planText = ({ intervals, unpublished }: DayPlan): string =>
  unpublished === undefined ? dayHours(intervals) : `${unpublished} 年放假安排还没公布`

/** Hours of today, tomorrow and the next days that differ from the week. */
export function hoursRows(hours: Hours, now: number): HoursRow[] {
  if (!hasHours(hours)) {
    return [{ label: '开门时间', value: '还不知道' }]
  }
  const today = dayOf(now)
  const rows: HoursRow[] = [
    { label: '今天', value: planText(dayPlan(hours, today)), strong: true },
    { label: '明天', value: planText(dayPlan(hours, today + 1)), tone: 'quiet' },
  ]
  const next = hours.overrides
    .map((it) => ({ ...it, first: dayOfDate(it.from), last: dayOfDate(it.to) }))
    .filter((it) => it.last > today + 1 && it.first <= today + aheadDays)
    .sort((a, b) => a.first - b.first)[0]
  if (next) {
    const days = next.first === next.last ? dayText(next.first) : `${dayText(next.first)}起`
    rows.push({
      label: next.reason,
      note: days,
      value: dayHours(next.intervals),
      tone: next.intervals.length > 0 ? 'open' : undefined,
    })
  }
  return rows
}
