import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import type { Pace, Subject } from './paces'

/** Counts a call for each of these, and refuses it with `too-many` until the window ends where one is over its limit. */
export async function allow(
  { clock, ports }: Context,
  pace: Pace,
  subjects: Readonly<Partial<Record<Subject, string>>>,
): Promise<void> {
  const { limiter } = ports
  if (!limiter) return
  const waits = await Promise.all(
    (Object.entries(subjects) as [Subject, string][]).map(([subject, id]) => limiter.take(pace, subject, id)),
  )
  const wait = Math.max(0, ...waits)
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
