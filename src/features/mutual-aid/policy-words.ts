import type { Policy } from '@/contract'
import { termState } from '@/rules/premium'
import { dateText as isoDate, dayOf } from '@/rules/shanghai'
import { dateText, sumText } from '@/rules/wording'
import type { TagState } from '@/ui'

/** As it is at `now` (epoch ms), which may be later than the reply. */
export const policyState = (
  policy: Pick<Policy, 'state' | 'inForceFrom' | 'inForceTo'>,
  now: number,
): Policy['state'] =>
  policy.state === 'cancelled'
    ? 'cancelled'
    : termState(Date.parse(policy.inForceFrom), Date.parse(policy.inForceTo), now)

/** The one that protects now, else the one that will. */
export function currentPolicy(policies: readonly Policy[], now: number): Policy | undefined {
  const inState = (state: Policy['state']) => policies.find((it) => policyState(it, now) === state)
  return inState('in-force') ?? inState('waiting')
}

/** 2027.1.13 */
const dotted = (day: number): string => isoDate(day).split('-').map(Number).join('.')

/** The last day that is covered: 2027.11.23. */
export const lastDay = (policy: Policy): string => dotted(dayOf(Date.parse(policy.inForceTo)) - 1)

/** 明天 0 点, 11 月 24 日 0 点 */
export function startText(inForceFrom: number, now: number): string {
  return dayOf(inForceFrom) === dayOf(now) + 1 ? '明天 0 点' : `${dateText(inForceFrom)} 0 点`
}

/** The state in words, and its sign. */
export function policyTag(policy: Policy, now: number): { state: TagState; text: string } {
  switch (policyState(policy, now)) {
    case 'waiting':
      return { state: 'soon', text: `${startText(Date.parse(policy.inForceFrom), now)}开始保障` }
    case 'in-force':
      return { state: 'open', text: '保障中' }
    case 'ended':
      return { state: 'shut', text: '保障期已过' }
    case 'cancelled':
      return { state: 'shut', text: '已退出' }
  }
}

/** 还有 365 天, for one that is in force. */
export const daysLeft = (policy: Policy, now: number): string =>
  `还有 ${dayOf(Date.parse(policy.inForceTo)) - dayOf(now)} 天`

/** 保障中 · 到 2027.11.23 */
export const policyLine = (policy: Policy, now: number): string =>
  `${policyTag(policy, now).text} · 到 ${lastDay(policy)}`

export type Renewal =
  /** Not yet: `from` that moment on (epoch ms). */
  | { state: 'later'; from: number }
  | { state: 'now' }
  /** The next term is there. */
  | { state: 'done'; next: Policy }

/** Whether the next term of this policy's plan can be joined at `now`, or has been. */
export function renewalOf(policy: Policy, policies: readonly Policy[], now: number): Renewal {
  const next = policies.find(
    (it) =>
      it.planId === policy.planId &&
      policyState(it, now) !== 'cancelled' &&
      Date.parse(it.inForceFrom) >= Date.parse(policy.inForceTo),
  )
  if (next) return { state: 'done', next }
  const from = Date.parse(policy.renewFrom)
  return now < from ? { state: 'later', from } : { state: 'now' }
}

/** Whether joining can still be taken back at `now`. */
export const cancellable = (policy: Policy, now: number): boolean =>
  policy.cancelBy !== null && policyState(policy, now) !== 'cancelled' && now < Date.parse(policy.cancelBy)

/** 12 and 万元 最高互助金 */
export function sumFigure(policy: Policy): { value: string; unit: string } {
  const { number, unit } = sumText(policy.sumFen)
  return { value: number, unit: `${unit} 最高互助金` }
}
