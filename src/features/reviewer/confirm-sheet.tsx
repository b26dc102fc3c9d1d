import type { CaseDecision } from '@/contract'
import { money } from '@/rules/wording'
import { Actions, Button, Para, Sheet } from '@/ui'
import { type CaseFault, FaultPara } from './case-fault'

interface ConfirmSheetProps {
  decision: CaseDecision
  busy: boolean
  fault: CaseFault
  onConfirm: () => void
  onClose: () => void
}

/** The second person's word ends it: money goes out, or he is told no. */
export function ConfirmSheet({ decision, busy, fault, onConfirm, onClose }: ConfirmSheetProps) {
  const sum = `${money(decision.benefit?.totalFen ?? 0)} 元`
  const pays = decision.kind === 'approve'
  return (
    <Sheet title={pays ? `付给他 ${sum}？` : '告诉他不能付？'} onClose={onClose}>
      <Para>{pays ? '你一同意就去打款，改不了' : '他会看到条款和理由，还能申诉一次'}</Para>
      <FaultPara fault={fault} />
      <Actions>
        <Button text={pays ? `确定，付 ${sum}` : '确定，不付'} busy={busy} onTap={onConfirm} />
        <Button kind="quiet" size="mid" text="再看看" onTap={onClose} />
      </Actions>
    </Sheet>
  )
}
