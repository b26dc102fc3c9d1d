import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { Actions, Button, Card, Choice, Field, Pairs, Para, Sheet } from '@/ui'
import { revealIdentity } from './api'

const reasons = [
  { value: '核对病历和收费单上的名字', text: '核对材料上的名字' },
  { value: '打电话问他', text: '打电话问他' },
  { value: '查有没有在别处报过', text: '查别处有没有报过' },
  { value: 'other', text: '别的' },
] as const

/** Who it is: masked until somebody says why he needs to know. What is told goes with the screen. */
export function Identity({ caseId }: { caseId: string }) {
  const [asking, setAsking] = useState(false)
  const { mutate, isPending, data, error, reset } = useMutation({
    mutationFn: (reason: string) => revealIdentity(caseId, reason),
    gcTime: 0,
    onSuccess: () => setAsking(false),
  })
  if (data) {
    return (
      <Card title="他是谁" aside="已记录">
        <Pairs
          rows={[
            { label: '姓名', value: data.name, strong: true },
            { label: '身份证号', value: data.idNumber },
            { label: '手机号', value: data.maskedPhone ?? '没有绑定', tone: 'quiet' },
          ]}
        />
        <Actions>
          <Button kind="quiet" size="mid" text="收起来" onTap={reset} />
        </Actions>
      </Card>
    )
  }
  return (
    <>
      <Actions>
        <Button kind="quiet" size="mid" icon="lock" text="显示身份" onTap={() => setAsking(true)} />
      </Actions>
      {asking && (
        <ReasonSheet
          busy={isPending}
          fault={error}
          onReason={mutate}
          onClose={() => {
            reset()
            setAsking(false)
          }}
        />
      )}
    </>
  )
}

interface ReasonSheetProps {
  busy: boolean
  fault: Error | null
  onReason: (reason: string) => void
  onClose: () => void
}

function ReasonSheet({ busy, fault, onReason, onClose }: ReasonSheetProps) {
  const [reason, setReason] = useState<(typeof reasons)[number]['value']>(reasons[0].value)
  const [words, setWords] = useState('')
  const [untold, setUntold] = useState(false)
  const told = reason === 'other' ? words.trim() : reason
  return (
    <Sheet title="为什么要看？" onClose={onClose}>
      <Choice label="为什么要看" options={reasons} value={reason} onChange={setReason} />
      {reason === 'other' && (
        <Field
          label="写明原因"
          value={words}
          maxLength={200}
          error={untold && told === '' ? '请写为什么要看' : undefined}
          onChange={setWords}
        />
      )}
      <Para tone="quiet">你看了、为什么看，都会记下来</Para>
      {fault && <Para tone="stop">{fault instanceof Refusal ? fault.detail : faultText(fault).title}</Para>}
      <Actions>
        <Button
          text="显示身份，记下来"
          busy={busy}
          onTap={() => {
            setUntold(true)
            if (told !== '') onReason(told)
          }}
        />
      </Actions>
    </Sheet>
  )
}
