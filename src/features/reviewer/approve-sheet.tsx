import { useState } from 'react'
import { money } from '@/rules/wording'
import { Actions, BigNumber, Button, Field, Para, Sheet } from '@/ui'
import { type CaseFault, FaultPara } from './case-fault'

interface ApproveSheetProps {
  totalFen: number
  busy: boolean
  fault: CaseFault
  onApprove: (note: string) => void
  onClose: () => void
}

/** The sum once more, before it goes to the second person. */
export function ApproveSheet({ totalFen, busy, fault, onApprove, onClose }: ApproveSheetProps) {
  const [note, setNote] = useState('')
  return (
    <Sheet title="提议付给他" onClose={onClose}>
      <Para>
        <BigNumber value={money(totalFen)} unit="元" tone="amount" />
      </Para>
      <Field
        label="给同事的话"
        value={note}
        maxLength={300}
        placeholder="他看不到，可以不写"
        onChange={setNote}
      />
      <Para tone="quiet">第二个人同意了才算数</Para>
      <FaultPara fault={fault} />
      <Actions>
        <Button text="交第二个人" busy={busy} onTap={() => onApprove(note)} />
      </Actions>
    </Sheet>
  )
}
