import type { Access, Holiday, Hours, Interval } from '@/contract'
import { dayOfDate } from '@/rules/shanghai'

/** Why a text is no hours, in words for whoever typed it. */
export class HoursFault extends Error {}

const weekdays: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 日: 7, 天: 7 }
const english = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const daily = [1, 2, 3, 4, 5, 6, 7]
const sets: Record<string, readonly number[]> = {
  每天: daily,
  每日: daily,
  天天: daily,
  daily,
  工作日: [1, 2, 3, 4, 5],
  平日: [1, 2, 3, 4, 5],
  周末: [6, 7],
  双休日: [6, 7],
}
const holidays: Record<string, Holiday> = {
  元旦: 'new-year',
  春节: 'spring-festival',
  清明: 'qingming',
  清明节: 'qingming',
  劳动节: 'labour-day',
  五一: 'labour-day',
  端午: 'dragon-boat',
  端午节: 'dragon-boat',
  中秋: 'mid-autumn',
  中秋节: 'mid-autumn',
  国庆: 'national-day',
  国庆节: 'national-day',
}
const accesses: Record<string, Access> = {
  扫码: 'qr',
  qr: 'qr',
  有人: 'staff',
  有人值守: 'staff',
  staff: 'staff',
  开放: 'open',
  open: 'open',
}

type Token =
  | { is: 'days'; days: readonly number[]; text: string }
  /** A weekday alone, which may begin or end a range. */
  | { is: 'day'; day: number; text: string }
  | { is: 'date'; date: string; text: string }
  | { is: 'legal'; of: Holiday | 'all' | 'make-up'; text: string }
  | { is: 'time'; clock: string; text: string }
  | { is: 'access'; access: Access; text: string }
  | { is: 'closed' | 'always' | 'range' | 'comma' | 'end'; text: string }
  | { is: 'reason'; reason: string; text: string }

/** A token without how it was typed. */
type Untyped = Token extends infer T ? (T extends Token ? Omit<T, 'text'> : never) : never

const alternatives = (of: Record<string, unknown>) =>
  Object.keys(of)
    .sort((a, b) => b.length - a.length)
    .join('|')

const kinds: readonly [RegExp, (found: RegExpExecArray) => Untyped | undefined][] = [
  [/\d{4}-\d{1,2}-\d{1,2}/y, ([text]) => dateToken(text)],
  [/24\s*小时|24\/7|全天/y, () => ({ is: 'always' })],
  [/(\d{1,2}):(\d{2})/y, ([, hour = '', minute = '']) => timeToken(hour, minute)],
  [/节假日|法定节假日|ph(?![a-z])/y, () => ({ is: 'legal', of: 'all' })],
  [/调休(?:上班)?日?/y, () => ({ is: 'legal', of: 'make-up' })],
  [new RegExp(alternatives(holidays), 'y'), ([text]) => ({ is: 'legal', of: holidays[text] as Holiday })],
  [new RegExp(alternatives(sets), 'y'), ([text]) => ({ is: 'days', days: sets[text] ?? [] })],
  [/(?:周|星期|礼拜)([一二三四五六日天]+)/y, ([, text = '']) => daysToken([...text])],
  [/[一二三四五六日天]/y, ([text]) => daysToken([text])],
  [/(mo|tu|we|th|fr|sa|su)(?![a-z])/y, ([text]) => ({ is: 'day', day: english.indexOf(text) + 1 })],
  [new RegExp(alternatives(accesses), 'y'), ([text]) => ({ is: 'access', access: accesses[text] as Access })],
  [/关门|关|休息|不开|closed|off/y, () => ({ is: 'closed' })],
  [/\(([^()]*)\)/y, ([, reason = '']) => ({ is: 'reason', reason: reason.trim() })],
  [/[-~]/y, () => ({ is: 'range' })],
  [/[,、]/y, () => ({ is: 'comma' })],
  [/;/y, () => ({ is: 'end' })],
]

const daysToken = (names: readonly string[]): Untyped => {
  const days = names.map((it) => weekdays[it] as number)
  return days.length === 1 ? { is: 'day', day: days[0] as number } : { is: 'days', days }
}

function dateToken(text: string): Untyped | undefined {
  const date = text.replace(/-(\d)(?!\d)/g, '-0$1')
  return Number.isNaN(dayOfDate(date)) ? undefined : { is: 'date', date }
}

function timeToken(hour: string, minute: string): Untyped | undefined {
  const clock = `${hour.padStart(2, '0')}:${minute}`
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(clock) ? { is: 'time', clock } : undefined
}

/** Full-width signs, 至 and long dashes as one, a line's end as a semicolon. */
const tidied = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[至到—–−]+/g, '~')
    .replace(/[;\r\n。]+/g, ';')

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const skip = () => (at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0)
  for (skip(); at < text.length; skip()) {
    const token = kinds.flatMap(([pattern, make]) => {
      pattern.lastIndex = at
      const found = pattern.exec(text)
      return found ? [{ length: found[0].length, made: make(found), text: found[0] }] : []
    })[0]
    if (!token?.made) throw new HoursFault(`“${text.slice(at, at + 12)}”读不懂`)
    tokens.push({ ...token.made, text: token.text })
    at += token.length
  }
  return [...tokens, { is: 'end', text: '' }]
}

/**
 * Reads opening hours in the notation of docs/stations-import.md, such as
 * `周一至周五 8:30-12:00,14:30-18:00; 周末 9:00-17:00; 每天 22:00-8:00 扫码; 节假日 关`.
 * An empty text is hours that nobody knows. Throws HoursFault.
 */
export function readHours(typed: string): Hours {
  const hours: Hours = { weekly: [], overrides: [], closures: [] }
  const special: { of: Holiday[]; intervals: Interval[]; reason: string }[] = []
  let legal: Interval[] | undefined
  let makeUp: Interval[] | undefined

  for (const entry of entriesOf(tokensOf(tidied(typed)))) {
    const { intervals, reason, names } = entry
    if (entry.dates) hours.overrides.push({ ...entry.dates, intervals, reason: reason ?? '临时安排' })
    else if (entry.legal.length === 0) hours.weekly.push({ days: [...entry.days], intervals })
    else if (entry.legal.includes('all')) legal = intervals
    else if (entry.legal.includes('make-up')) makeUp = intervals
    else special.push({ of: entry.legal as Holiday[], intervals, reason: reason ?? names })
  }
  if (legal) {
    hours.holidays = { intervals: legal, special, ...(makeUp && { makeUp }) }
  } else if (special.length > 0 || makeUp) {
    throw new HoursFault('写了某个节日或调休，也要写“节假日”那天怎么开')
  }
  return hours
}

interface Entry {
  days: readonly number[]
  dates?: { from: string; to: string }
  legal: (Holiday | 'all' | 'make-up')[]
  intervals: Interval[]
  reason?: string
  /** The days as they were typed. */
  names: string
}

/** A semicolon ends an entry, and so does a day after times: 周一至周五 9:00-17:00，周六 9:00-12:00. */
function entriesOf(tokens: readonly Token[]): Entry[] {
  const entries: Entry[] = []
  let at = 0
  const peek = () => tokens[at] as Token
  const take = () => tokens[at++] as Token
  const skipCommas = () => {
    while (peek().is === 'comma') take()
  }
  const wrong = (token: Token) =>
    new HoursFault(token.text ? `“${token.text}”放在这里读不懂` : '话没说完，少了时间')

  while (at < tokens.length) {
    skipCommas()
    if (peek().is === 'end') {
      take()
      continue
    }
    const entry: Entry = { days: [], legal: [], intervals: [], names: '' }
    readDays(entry)
    readSpans(entry)
    const reason = peek()
    if (reason.is === 'reason') {
      if (reason.reason) entry.reason = reason.reason
      take()
    }
    entries.push(entry)
  }
  return entries

  function readDays(entry: Entry): void {
    const days = new Set<number>()
    for (;;) {
      skipCommas()
      const token = peek()
      if (token.is === 'date') {
        take()
        const to = peek().is === 'range' ? (take(), take()) : token
        if (to.is !== 'date') throw wrong(to)
        if (to.date < token.date) throw new HoursFault(`${token.date} 到 ${to.date}，前后反了`)
        if (entry.dates) throw new HoursFault('不连着的日期要用分号分开写')
        entry.dates = { from: token.date, to: to.date }
      } else if (token.is === 'legal') {
        entry.legal.push(token.of)
        entry.names += `${entry.names ? '、' : ''}${token.text}`
        take()
      } else if (token.is === 'days') {
        for (const day of token.days) days.add(day)
        take()
      } else if (token.is === 'day') {
        take()
        let last = token.day
        if (peek().is === 'range') {
          take()
          const end = take()
          if (end.is !== 'day') throw wrong(end)
          last = end.day
        }
        // 周六至周一 goes over the end of the week.
        for (let day = token.day; ; day = (day % 7) + 1) {
          days.add(day)
          if (day === last) break
        }
      } else break
    }
    const kinds = [days.size > 0, entry.dates !== undefined, entry.legal.length > 0].filter(Boolean).length
    if (kinds > 1) throw new HoursFault('星期、日期和节日要用分号分开写')
    const mixed = entry.legal.length > 1 && entry.legal.some((it) => it === 'all' || it === 'make-up')
    if (mixed) throw new HoursFault('节假日、调休和某个节日要用分号分开写')
    // Without a day it is every day.
    entry.days = kinds === 0 ? daily : [...days].sort((a, b) => a - b)
  }

  function readSpans(entry: Entry): void {
    const first = peek()
    if (first.is === 'closed') {
      take()
      return
    }
    do {
      if (peek().is === 'comma') take()
      const from = take()
      if (from.is === 'always') entry.intervals.push({ from: '00:00', to: '24:00', access: access() })
      else if (from.is === 'time') {
        const range = take()
        if (range.is !== 'range') throw wrong(range)
        const to = take()
        if (to.is !== 'time') throw wrong(to)
        if (from.clock === to.clock || from.clock === '24:00') {
          throw new HoursFault(`${from.text}-${to.text} 不是一段时间`)
        }
        entry.intervals.push({ from: from.clock, to: to.clock, access: access() })
      } else throw wrong(from)
    } while (continues())
  }

  function access(): Access {
    const token = peek()
    if (token.is !== 'access') return 'open'
    take()
    return token.access
  }

  /** Whether another span of the same entry follows. */
  function continues(): boolean {
    const next = peek().is === 'comma' ? (tokens[at + 1] as Token) : peek()
    return next.is === 'time' || next.is === 'always'
  }
}
