import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '@/platform/call'
import { fullDateText } from '@/rules/wording'
import { Actions, Button, Card, Digits, Field, Lead, Notice, Para, Screen } from '@/ui'
import { type FamilyCodeRequest, giveFamilyCode } from './api'
import { wordsOf } from './case-fault'

const empty: FamilyCodeRequest = { policyNumber: '', name: '', reason: '' }

/** Which field a refusal is about. */
function fieldOf(fault: Error | null): keyof FamilyCodeRequest | undefined {
  if (!(fault instanceof Refusal)) return undefined
  if (fault.code === 'reason-required') return 'reason'
  return fault.code === 'policy-unknown' || fault.code === 'own-case' ? 'policyNumber' : undefined
}

/** A code by which a relative reports for somebody who cannot: told once, to be read out or written down. */
export function FamilyCode({ onDone }: { onDone: () => void }) {
  const [typed, setTyped] = useState(empty)
  const [untold, setUntold] = useState(false)
  const { mutate, isPending, data, error, reset } = useMutation({ mutationFn: giveFamilyCode, gcTime: 0 })
  if (data) {
    return (
      <Screen title="给家人一个码" back foot={<Button text="给他了" onTap={onDone} />}>
        <Lead
          title={`${data.holder}的家人用`}
          note={`${fullDateText(Date.parse(data.expiresAt))}前，报一次`}
        />
        <Card>
          <Digits value={data.code.replace(/[\s-]/g, '')} label="家人码" />
        </Card>
        <Notice kind="warn">只显示这一次</Notice>
        <Para tone="quiet">你给的码，这份保障报上来的要由别人来办</Para>
      </Screen>
    )
  }
  const about = fieldOf(error)
  const set = (field: keyof FamilyCodeRequest) => (value: string) => {
    reset()
    setTyped({ ...typed, [field]: value })
  }
  const errorOf = (field: keyof FamilyCodeRequest, missing: string) =>
    untold && typed[field].trim() === '' ? missing : about === field && error ? wordsOf(error) : undefined
  return (
    <Screen title="给家人一个码" back>
      <Lead title="本人办不了，家人来报" note="核对过家人是谁，再给他" />
      <Field
        label="凭证号"
        kind="id"
        value={typed.policyNumber}
        maxLength={40}
        error={errorOf('policyNumber', '请填凭证号')}
        onChange={set('policyNumber')}
      />
      <Field
        label="参加人的姓名"
        value={typed.name}
        maxLength={64}
        error={errorOf('name', '请填全名')}
        onChange={set('name')}
      />
      <Field
        label="给谁、为什么"
        tall
        value={typed.reason}
        maxLength={200}
        error={errorOf('reason', '请写给谁、为什么')}
        onChange={set('reason')}
      />
      {error && about === undefined && <Notice kind="warn">{wordsOf(error)}</Notice>}
      <Actions>
        <Button
          text="给一个码"
          busy={isPending}
          onTap={() => {
            setUntold(true)
            if (Object.values(typed).every((it) => it.trim() !== '')) mutate(typed)
          }}
        />
      </Actions>
    </Screen>
  )
}
