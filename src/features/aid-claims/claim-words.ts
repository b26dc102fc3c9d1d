import type { AidClaim, Benefit, ClaimState, ClaimSummary } from '@/contract'
import { claimKindName, claimStateName } from '@/rules/claim-words'
import { dateText, fullDateText, lastDayText, money } from '@/rules/wording'

/** 约 1,840 元, 1,840 元 */
export const amountText = ({ amountFen, amountIs }: Pick<ClaimSummary, 'amountFen' | 'amountIs'>) =>
  amountFen === null || amountIs === 'none'
    ? undefined
    : `${amountIs === 'estimate' ? '约 ' : ''}${money(amountFen)} 元`

/** 受伤看病 · 王*明 where it is another's. */
export const claimTitle = ({ kind, as, holder }: ClaimSummary): string =>
  as === 'relative' ? `${claimKindName(kind)} · ${holder}` : claimKindName(kind)

/** 1 月 17 日前给你答复 */
export function dueText({ due, state }: Pick<ClaimSummary, 'due' | 'state'>): string | undefined {
  if (!due) return undefined
  const day = lastDayText(Date.parse(due.at))
  if (due.from === 'you') return due.overdue ? `该 ${day}前交，现在交也收` : `${day}前交上来`
  const about = due.certain ? '' : '大约 '
  if (due.overdue) return `该 ${day}前办的，晚了，已经催办`
  return state === 'approved' ? `${about}${day}前打款` : `${about}${day}前给你答复`
}

/** How it stands now: 正在核对, 通过了，等你在微信里收. */
const standing = ({ state, toCollect }: Pick<ClaimSummary, 'state' | 'toCollect'>): string =>
  toCollect ? toCollectText : claimStateName(state)

export const toCollectText = '通过了，等你在微信里收'

/** A claim's state in a line. */
export const claimLine = (claim: ClaimSummary): string =>
  [standing(claim), dueText(claim)].filter(Boolean).join(' · ')

export const isOpen = (state: ClaimState): boolean =>
  state !== 'paid' && state !== 'refused' && state !== 'withdrawn'

/** What leaving would end: 有 1 份报案还没办完…; undefined where there is nothing. */
export function waitingText(claims: readonly ClaimSummary[]): string | undefined {
  const mine = claims.filter((it) => it.as === 'member' && isOpen(it.state))
  if (mine.length === 0) return undefined
  const owed = mine.reduce((sum, it) => sum + (it.state === 'approved' ? (it.amountFen ?? 0) : 0), 0)
  return owed > 0
    ? `还有 ${money(owed)} 元互助金没打给你。账号一删就打不成了，等到账再注销`
    : `有 ${mine.length} 份报案还没办完。账号一删就不办了，等办完再注销`
}

interface Step {
  title: string
  note?: string
  state: 'done' | 'now' | 'next' | 'stop'
}

/** What was, what is, and what is to come with the day by which it does. */
export function stepsOf(claim: AidClaim): Step[] {
  const last = claim.steps.length - 1
  const been = claim.steps.map(({ state, at, note }, i): Step => {
    const when = dateText(Date.parse(at))
    if (i < last || claim.state === 'paid') {
      return { title: `${when} ${claimStateName(state)}`, note: note ?? undefined, state: 'done' }
    }
    const stopped = claim.state === 'refused' || claim.state === 'withdrawn'
    const said = [note, stopped ? undefined : dueText(claim)].filter(Boolean).join('\n')
    return {
      title: stopped
        ? `${when} ${claimStateName(state)}`
        : claim.state === state
          ? standing(claim)
          : claimStateName(state),
      note: said || undefined,
      state: stopped ? 'stop' : 'now',
    }
  })
  const come = claim.next.map(({ state, by }): Step => ({
    title: nextTitles[state] ?? claimStateName(state),
    note: by === null ? undefined : `${lastDayText(Date.parse(by))}前`,
    state: 'next',
  }))
  return [...been, ...come]
}

const nextTitles: Partial<Record<ClaimState, string>> = {
  reviewing: '开始核对',
  proposed: '第二个人复核',
  approved: '核对通过',
  paid: '打款到你自己的账户',
}

/** A benefit's line as rows: what was counted and taken off, and what it comes to. */
export const workingRows = (line: Benefit['lines'][number]) => [
  ...line.steps.map(({ text, fen }) => ({ label: text, value: `${money(fen)} 元`, tone: 'quiet' as const })),
  { label: '合计', value: `${money(line.fen)} 元`, tone: 'amount' as const, strong: true },
]

export const fullDay = (at: string): string => fullDateText(Date.parse(at))
