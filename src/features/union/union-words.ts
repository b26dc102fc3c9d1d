import type { ApplicationState, UnionApplication, UnionBasis } from '@/contract'
import { lastDayText, momentText } from '@/rules/wording'

export const basisNames: Record<UnionBasis, string> = { household: '户籍地', workplace: '常驻地' }
export const basisNotes: Record<UnionBasis, string> = {
  household: '身份证上写的地方',
  workplace: '你现在跑单、跑车的地方',
}

export const stateNames: Record<ApplicationState, string> = {
  submitted: '已提交',
  accepted: '工会受理了',
  member: '入会了',
  refused: '没通过',
  withdrawn: '撤回了',
  left: '退会了',
}

/** Where an application stands: what was, with when, then what is to come and until when it should. */
export function stepsOf({ state, steps, expectedBy }: UnionApplication) {
  const past = steps.map((it, i) => ({
    title: stateNames[it.state],
    note: momentText(Date.parse(it.at)),
    state:
      it.state === 'refused'
        ? ('stop' as const)
        : i < steps.length - 1 || !expectedBy
          ? ('done' as const)
          : ('now' as const),
  }))
  if (!expectedBy) return past
  const next = state === 'submitted' ? '工会受理' : '给你结果'
  return [
    ...past,
    { title: next, note: `最晚 ${lastDayText(Date.parse(expectedBy))}`, state: 'next' as const },
    ...(state === 'submitted' ? [{ title: '给你结果', state: 'next' as const }] : []),
  ]
}
