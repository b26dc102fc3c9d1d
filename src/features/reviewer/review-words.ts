import type { CaseSummary, ClaimState, CoverLine, PayoutState } from '@/contract'
import { DAY } from '@/rules/shanghai'
import { lastDayText, money } from '@/rules/wording'

const states: Record<ClaimState, string> = {
  submitted: '新报的',
  reviewing: '核对中',
  papers: '等他补材料',
  proposed: '等第二个人',
  approved: '通过了，等打款',
  paid: '打到了',
  refused: '没有通过',
  withdrawn: '他撤回了',
}

/** A state in the reviewers' words. */
export const stateName = (state: ClaimState): string => states[state]

/** 过了 2 天，该答复了; 最晚 12 月 3 日. */
export function dueText({ dueAt, overdue }: Pick<CaseSummary, 'dueAt' | 'overdue'>, now: number): string {
  if (dueAt === null) return ''
  const at = Date.parse(dueAt)
  if (!overdue) return `最晚 ${lastDayText(at)}`
  const days = Math.floor((now - at) / DAY)
  return days < 1 ? '今天就过了日子' : `过了 ${days} 天`
}

const barred: Record<NonNullable<CaseSummary['barred']>, string> = {
  'own-case': '这是你自己的，要由别人来办',
  'relative-case': '这是你经手报的，要由别人来办',
  'same-reviewer': '你说过话了，要由另一个人来办',
}

/** Why the caller may not decide a case. */
export const barredText = (why: NonNullable<CaseSummary['barred']>): string => barred[why]

const payoutStates: Record<PayoutState, string> = {
  'account-needed': '等他填收款账户',
  due: '要打了',
  sent: '在路上',
  collect: '等他在微信里收',
  done: '打到了',
  failed: '退回来了',
}

export const payoutStateName = (state: PayoutState): string => payoutStates[state]

/** +2,400 元, −300 元: what a step of a working adds or takes off. */
export const signedYuan = (fen: number): string => `${fen < 0 ? '' : '+'}${money(fen)} 元`

/** What is left of a line's sum. */
export const leftOf = (
  cover: CoverLine,
  usedFen: readonly { kind: CoverLine['kind']; fen: number }[],
): number =>
  Math.max(
    0,
    cover.sumFen - usedFen.filter((it) => it.kind === cover.kind).reduce((sum, it) => sum + it.fen, 0),
  )
