import type { ReviewCase } from '@/contract'
import { clockText, money } from '@/rules/wording'
import { Actions, Button } from '@/ui'
import type { Worked } from './facts-draft'
import type { Deed } from './use-case'

/** What is asked in a sheet before it is done. */
export type Asking = 'papers' | 'approve' | 'refuse' | 'confirm' | 'send-back'

interface CaseFootProps {
  it: ReviewCase
  doing: Deed['kind'] | undefined
  worked: Worked
  onTake: () => void
  onAsk: (what: Asking) => void
  onPayouts: () => void
}

/** What can be done to a case now, by this reviewer. */
export function CaseFoot(props: CaseFootProps) {
  const { it, doing, onTake, onPayouts } = props
  const { state, barred, heldBy } = it
  if (state === 'approved') return <Button kind="quiet" text="去打款" onTap={onPayouts} />
  if (barred || state === 'paid' || state === 'refused' || state === 'withdrawn') return null
  if (state === 'proposed') return <SecondPerson {...props} />
  if (heldBy?.mine) return <Deciding {...props} />
  return (
    <Button
      text="我来办这一份"
      busy={doing === 'take'}
      disabled={heldBy !== null}
      why={heldBy ? `${heldBy.name}在办，最晚到 ${clockText(Date.parse(heldBy.until))}` : undefined}
      onTap={onTake}
    />
  )
}

function Deciding({ worked, onAsk }: CaseFootProps) {
  const total = worked.benefit?.totalFen ?? 0
  return (
    <Actions>
      <Button
        text={total > 0 ? `提议付 ${money(total)} 元` : '提议付给他'}
        disabled={total === 0}
        why="先照材料把金额和日期填好"
        onTap={() => onAsk('approve')}
      />
      <Actions split>
        <Button kind="quiet" size="mid" text="请他补材料" onTap={() => onAsk('papers')} />
        <Button kind="quiet" size="mid" text="不能付" onTap={() => onAsk('refuse')} />
      </Actions>
    </Actions>
  )
}

function SecondPerson({ it, onAsk }: CaseFootProps) {
  const [proposed] = it.decisions
  if (!proposed) return null
  const taken = it.heldBy !== null && !it.heldBy.mine
  return (
    <Actions>
      <Button
        text={
          proposed.kind === 'approve' ? `同意，付 ${money(proposed.benefit?.totalFen ?? 0)} 元` : '同意，不付'
        }
        disabled={taken}
        why={
          it.heldBy ? `${it.heldBy.name}在办，最晚到 ${clockText(Date.parse(it.heldBy.until))}` : undefined
        }
        onTap={() => onAsk('confirm')}
      />
      <Button kind="quiet" size="mid" text="退回去" disabled={taken} onTap={() => onAsk('send-back')} />
    </Actions>
  )
}
