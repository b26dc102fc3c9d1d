import type { Access, Hours, Interval, OpenState } from '@/contract'
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

/** The intervals of one day: the last override that covers it, else the week's. */
export function intervalsOn(hours: Hours, day: number): readonly Interval[] {
  if (hours.overrides.length > 0) {
    const date = dateText(day)
    const override = [...hours.overrides].reverse().find((it) => it.from <= date && date <= it.to)
    if (override) return override.intervals
  }
  const weekday = weekdayOf(day)
  return hours.weekly.filter((it) => it.days.includes(weekday)).flatMap((it) => it.intervals)
}

const spansOn = (hours: Hours, day: number) => intervalsOn(hours, day).map((it) => spanOf(day, it))

const easiest: readonly Access[] = ['open', 'qr', 'staff']
const easier = (a: Span, b: Span) => easiest.indexOf(a.access) - easiest.indexOf(b.access)

/** Of what is open at `instant`, closures aside, that with the easiest way in. */
function spanAt(hours: Hours, instant: number): Span | undefined {
  const today = dayOf(instant)
  return [...spansOn(hours, today - 1), ...spansOn(hours, today)]
    .filter((it) => it.from <= instant && instant < it.to)
    .sort(easier)[0]
}

function closureAt(hours: Hours, instant: number) {
  return hours.closures.find(
    (it) => Date.parse(it.from) <= instant && (it.to === undefined || instant < Date.parse(it.to)),
  )
}

/** The first moment from `instant` on at which nothing is open any more, or Infinity beyond the horizon. */
function endOfOpening(hours: Hours, instant: number): number {
  const nextClosure = Math.min(
    ...hours.closures.map((it) => Date.parse(it.from)).filter((from) => from > instant),
    Number.POSITIVE_INFINITY,
  )
  let end = instant
  const today = dayOf(instant)
  for (let day = today - 1; day <= today + HORIZON_DAYS; day++) {
    const spans = spansOn(hours, day).sort((a, b) => a.from - b.from)
    for (const span of spans) if (span.from <= end && end < span.to) end = span.to
    if (end >= nextClosure) return nextClosure
    if (end < startOf(day + 1) && day >= today) return end
  }
  return Number.POSITIVE_INFINITY
}

/** The first moment from `instant` on at which something is open. */
function nextOpening(hours: Hours, instant: number): number | undefined {
  let from = instant
  for (let closure = closureAt(hours, from); closure; closure = closureAt(hours, from)) {
    if (closure.to === undefined) return undefined
    from = Date.parse(closure.to)
  }
  const today = dayOf(from)
  for (let day = today - 1; day <= today + HORIZON_DAYS; day++) {
    const candidates = spansOn(hours, day)
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

/**
 * Whether a station is open at `now` (epoch ms), until when, and how to get in; or when it opens next.
 * `unknown` where no hours are recorded at all: never guessed.
 */
export function openState(hours: Hours, now: number): OpenState {
  if (hours.weekly.length === 0 && hours.overrides.length === 0) return { state: 'unknown' }
  const closure = closureAt(hours, now)
  const current = closure ? undefined : spanAt(hours, now)
  if (!current) {
    const opensAt = nextOpening(hours, now)
    const opening = opensAt === undefined ? undefined : spanAt(hours, opensAt)
    return {
      state: 'closed',
      opensAt: opensAt === undefined ? null : iso(opensAt),
      ...(opening && { access: opening.access }),
      ...(closure && { reason: closure.reason }),
    }
  }
  const end = endOfOpening(hours, now)
  if (end - now <= CLOSING_SOON) return { state: 'closing-soon', until: iso(end), access: current.access }
  return { state: 'open', until: Number.isFinite(end) ? iso(end) : null, access: current.access }
}

/** True for open and closing soon. */
export const isOpen = (state: OpenState): boolean => state.state === 'open' || state.state === 'closing-soon'
