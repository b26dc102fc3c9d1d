import type { Access, HolidayHours, Hours, Interval, OpenState } from '@/contract'
import { holidayText, legalDay } from './holidays'
import { DAY, MINUTE, dateText, dayOf, startOf, weekdayOf } from './shanghai'

/** Before closing, a station counts as closing soon for this long. */
export const CLOSING_SOON = 30 * MINUTE
/** How far ahead an end or a next opening is looked for; a station open beyond it is open for good. */
const HORIZON_DAYS = 60

interface Span {
  from: number
  to: number
  access: Access
}

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

function spanOf(day: number, { from, to, access }: Interval): Span {
  const start = minutes(from)
  const end = minutes(to)
  const midnight = startOf(day)
  return {
    from: midnight + start * MINUTE,
    to: midnight + end * MINUTE + (end <= start ? DAY : 0),
    access,
  }
}

/** How a station is open on one day. */
export interface DayPlan {
  readonly intervals: readonly Interval[]
  /** Why the day is not like its week: 春节不打烊, 国庆节. */
  readonly reason?: string
  /**
   * The year whose legal holidays decide and are not published: then nothing is sure, and `intervals` are all that the
   * day may turn out to have.
   */
  readonly unpublished?: number
}

/** How a station is open on a day (see shanghai.ts): by its last override, else by the legal calendar, else by its week. */
export function dayPlan(hours: Hours, day: number): DayPlan {
  if (hours.overrides.length > 0) {
    const date = dateText(day)
    const override = [...hours.overrides].reverse().find((it) => it.from <= date && date <= it.to)
    if (override) return { intervals: override.intervals, reason: override.reason }
  }
  const weekday = weekdayOf(day)
  const week = { intervals: weekIntervals(hours, weekday) }
  return hours.holidays ? legalPlan(hours.holidays, week, day) : week
}

function weekIntervals({ weekly }: Hours, weekday: number): readonly Interval[] {
  const of = weekly.filter((it) => it.days.includes(weekday))
  return of.length === 1 && of[0] ? of[0].intervals : of.flatMap((it) => it.intervals)
}

function legalPlan({ intervals, special, makeUp }: HolidayHours, week: DayPlan, day: number): DayPlan {
  const legal = legalDay(day)
  switch (legal.kind) {
    case 'plain':
      return week
    case 'worked':
      return makeUp ? { intervals: makeUp } : week
    case 'off': {
      const own = [...special].reverse().find((it) => it.of.some((name) => legal.of.includes(name)))
      return own
        ? { intervals: own.intervals, reason: own.reason }
        : { intervals, reason: holidayText(legal.of) }
    }
    case 'unpublished': {
      const weekend = weekdayOf(day) > 5
      const all = [week.intervals, intervals, ...special.map((it) => it.intervals)]
      if (weekend && makeUp) all.push(makeUp)
      const different = [...new Map(all.map((it) => [JSON.stringify(it), it])).values()]
      return different.length === 1 ? week : { intervals: different.flat(), unpublished: legal.year }
    }
  }
}

type Which = 'sure' | 'possible'

function spansOn(hours: Hours, day: number, which: Which): Span[] {
  const { intervals, unpublished } = dayPlan(hours, day)
  return which === 'sure' && unpublished !== undefined ? [] : intervals.map((it) => spanOf(day, it))
}

const easiest: readonly Access[] = ['open', 'qr', 'staff']
const easier = (a: Span, b: Span) => easiest.indexOf(a.access) - easiest.indexOf(b.access)

/** Of what is open at `instant`, closures aside, that with the easiest way in. */
function spanAt(hours: Hours, instant: number, which: Which): Span | undefined {
  const today = dayOf(instant)
  return [...spansOn(hours, today - 1, which), ...spansOn(hours, today, which)]
    .filter((it) => it.from <= instant && instant < it.to)
    .sort(easier)[0]
}

function closureAt(hours: Hours, instant: number) {
  return hours.closures.find(
    (it) => Date.parse(it.from) <= instant && (it.to === undefined || instant < Date.parse(it.to)),
  )
}

/** The closure that leaves nothing of a day's opening; undefined where some of it stays, or there is none. */
export function closureOf(hours: Hours, day: number): Hours['closures'][number] | undefined {
  const spans = dayPlan(hours, day).intervals.map((it) => spanOf(day, it))
  if (spans.length === 0) return undefined
  return hours.closures.find(({ from, to }) =>
    spans.every((span) => Date.parse(from) <= span.from && (to === undefined || span.to <= Date.parse(to))),
  )
}

/** The first moment from `instant` on at which nothing is surely open any more, or Infinity beyond the horizon. */
function endOfOpening(hours: Hours, instant: number): number {
  const nextClosure = Math.min(
    ...hours.closures.map((it) => Date.parse(it.from)).filter((from) => from > instant),
    Number.POSITIVE_INFINITY,
  )
  let end = instant
  const today = dayOf(instant)
  for (let day = today - 1; day <= today + HORIZON_DAYS; day++) {
    const spans = spansOn(hours, day, 'sure').sort((a, b) => a.from - b.from)
    for (const span of spans) if (span.from <= end && end < span.to) end = span.to
    if (end >= nextClosure) return nextClosure
    if (end < startOf(day + 1) && day >= today) return end
  }
  return Number.POSITIVE_INFINITY
}

/** The first moment from `instant` on at which something is open, or may be. */
function nextOpening(hours: Hours, instant: number): number | undefined {
  let from = instant
  for (let closure = closureAt(hours, from); closure; closure = closureAt(hours, from)) {
    if (closure.to === undefined) return undefined
    from = Date.parse(closure.to)
  }
  const today = dayOf(from)
  for (let day = today - 1; day <= today + HORIZON_DAYS; day++) {
    const candidates = spansOn(hours, day, 'possible')
      .filter((it) => it.to > from)
      .map((it) => ({ ...it, from: Math.max(it.from, from) }))
      .sort((a, b) => a.from - b.from)
    for (const span of candidates) {
      const closure = closureAt(hours, span.from)
      if (!closure) return span.from
      const reopens = closure.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(closure.to)
      if (reopens < span.to) return nextOpening(hours, reopens)
    }
  }
  return undefined
}

const iso = (instant: number) => new Date(instant).toISOString()

/** The years that a day before and the day of `instant` are not sure for; undefined where both are. */
function unpublishedAt(hours: Hours, instant: number): number | undefined {
  const today = dayOf(instant)
  return dayPlan(hours, today).unpublished ?? dayPlan(hours, today - 1).unpublished
}

/**
 * Whether a station is open at `now` (epoch ms), until when, and how to get in; or when it opens next.
 * `unknown` where no hours are recorded at all, or where legal holidays decide that are not published: never guessed.
 */
export function openState(hours: Hours, now: number): OpenState {
  if (!hasHours(hours)) return { state: 'unknown' }
  const closure = closureAt(hours, now)
  const current = closure ? undefined : spanAt(hours, now, 'sure')
  if (current) {
    const end = endOfOpening(hours, now)
    if (end - now <= CLOSING_SOON) return { state: 'closing-soon', until: iso(end), access: current.access }
    return { state: 'open', until: Number.isFinite(end) ? iso(end) : null, access: current.access }
  }
  if (!closure && spanAt(hours, now, 'possible')) {
    return { state: 'unknown', unpublished: unpublishedAt(hours, now) }
  }
  const opensAt = nextOpening(hours, now)
  // What only may open then tells nobody when to come.
  const opening = opensAt === undefined ? undefined : spanAt(hours, opensAt, 'sure')
  const today = dayPlan(hours, dayOf(now))
  const reason = closure?.reason ?? (today.intervals.length === 0 ? today.reason : undefined)
  return {
    state: 'closed',
    opensAt: opensAt === undefined || !opening ? null : iso(opensAt),
    ...(opening && { access: opening.access }),
    ...(reason !== undefined && { reason }),
  }
}

/** Whether any hours are recorded. */
export const hasHours = ({ weekly, overrides, holidays }: Hours): boolean =>
  weekly.length > 0 || overrides.length > 0 || holidays !== undefined

/** True for open and closing soon. */
export const isOpen = (state: OpenState): boolean => state.state === 'open' || state.state === 'closing-soon'
