import { useState } from 'react'
import { Actions, Button, Field, Para, Sheet } from '@/ui'
import { type CaseFault, FaultPara } from './case-fault'

interface SendBackSheetProps {
  busy: boolean
  fault: CaseFault
  onSend: (note: string) => void
  onClose: () => void
}

/** What is wrong with a proposal: whoever made it reads this. */
export function SendBackSheet({ busy, fault, onSend, onClose }: SendBackSheetProps) {
  const [note, setNote] = useState('')
  const [untold, setUntold] = useState(false)
  const words = note.trim()
  return (
    <Sheet title="退回去，哪里不对？" onClose={onClose}>
      <Field
        label="写给提议的人"
        tall
        value={note}
        maxLength={300}
        error={untold && words === '' ? '请写哪里不对' : undefined}
        onChange={setNote}
      />
      <Para tone="quiet">报案的人看不到这段话</Para>
      <FaultPara fault={fault} />
      <Actions>
        <Button
          text="退回去"
          busy={busy}
          onTap={() => {
            setUntold(true)
            if (words !== '') onSend(words)
          }}
        />
      </Actions>
    </Sheet>
  )
}
