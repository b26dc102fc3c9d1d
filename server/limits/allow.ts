import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import type { Clock } from '../ports'
import type { Pace, Subject } from './paces'

/**
 * Counts a call for each of these, and refuses it with `too-many` until the window ends where one is over its limit. There is
 * nothing to wait for where nobody else need be asked.
 */
export function allow(
  { clock, ports }: Context,
  pace: Pace,
  subjects: Readonly<Partial<Record<Subject, string>>>,
): Promise<void> | undefined {
  const { limiter } = ports
  if (!limiter) return undefined
  let longest = 0
  let asked: Promise<number>[] | undefined
  for (const subject in subjects) {
    const wait = limiter.take(pace, subject as Subject, subjects[subject as Subject] ?? '')
    if (typeof wait === 'number') longest = Math.max(longest, wait)
    else (asked ??= []).push(wait)
  }
  if (asked) return Promise.all(asked).then((waits) => refuseFor(Math.max(longest, ...waits), clock))
  refuseFor(longest, clock)
  return undefined
}

function refuseFor(wait: number, clock: Clock): void {
  if (wait === 0) return
  throw new Refusal('too-many', {
    detail: `点得太快了，${waitText(wait)}后再试`,
    retryAt: new Date(clock() + wait).toISOString(),
  })
}

function waitText(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 100 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`
}
