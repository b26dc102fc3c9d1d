import { type ReactNode, useState } from 'react'
import type { Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { useScan } from '@/platform/use-scan'
import { readScan } from '@/rules/scanned'
import { Actions, Button, Card, Check, Field, Lead, Line, Notice, Outcome, Pairs, Para, Screen } from '@/ui'
import { AtStation } from './at-station'
import type { ClerkStation } from './use-station-choice'
import { type RecoveryCheckControl, type RecoveryCheckState, useRecoveryCheck } from './use-recovery-check'

interface RecoveryCheckProps {
  worker: Worker
  /** A code that was scanned elsewhere. */
  scanned?: string
  onDone: () => void
}

/** Somebody lost his phone: the code on his new one, his card and his face, and he has his account back. */
export function RecoveryCheck({ worker, scanned, onDone }: RecoveryCheckProps) {
  return (
    <AtStation worker={worker} title="手机丢了">
      {(station, onChange, sheet) => (
        <Checking key={station.id} {...{ station, scanned, onChange, sheet, onDone }} />
      )}
    </AtStation>
  )
}

interface CheckingProps {
  station: ClerkStation
  scanned?: string
  onChange: (() => void) | undefined
  sheet: ReactNode
  onDone: () => void
}

function Checking({ station, scanned, onChange, sheet, onDone }: CheckingProps) {
  const control = useRecoveryCheck(station.id, scanned)
  const { state } = control
  switch (state.at) {
    case 'typing':
      return (
        <Screen title="手机丢了" back>
          <Line icon="pin" text={station.name} label={`${station.name}，换驿站`} onTap={onChange} />
          <Typing control={control} />
          {sheet}
        </Screen>
      )
    case 'found':
      return <Found control={control} person={state.person} />
    case 'given':
      return <Given control={control} person={state.person} onDone={onDone} />
    case 'unsure':
      return (
        <Screen
          title="手机丢了"
          back
          onBack={control.leave}
          foot={<Next control={control} onDone={onDone} />}
        >
          <Outcome
            icon="ask"
            tone="lamp"
            title="看他的新手机"
            note="写着“账号回来了”，就是给成了。没写，请他重新要一个找回码"
          />
        </Screen>
      )
  }
}

function Typing({ control }: { control: RecoveryCheckControl }) {
  const { told, scan } = useScan((text) => {
    const read = readScan(text)
    if (read.kind !== 'recovery') return '这不是找回码。请他在新手机上点“手机丢了，找回账号”'
    control.check(read.code)
  })
  return (
    <>
      <Lead title="他新手机上的找回码" note="先看码，再看身份证和人" />
      {told && <Notice kind="warn">{told}</Notice>}
      {control.fault && <FaultNotice fault={control.fault} />}
      <Card>
        <Button icon="scan" text="扫找回码" busy={control.busy} onTap={scan} />
        <Field
          label="或者照着填"
          kind="id"
          value={control.code}
          placeholder="12 位字母和数字"
          maxLength={24}
          error={control.error}
          disabled={control.busy}
          onChange={control.type}
          onDone={() => control.check()}
        />
        <Button
          kind="quiet"
          size="mid"
          text="看看是谁"
          disabled={control.busy}
          onTap={() => control.check()}
        />
      </Card>
    </>
  )
}

type PersonProps = {
  control: RecoveryCheckControl
  person: Extract<RecoveryCheckState, { person: unknown }>['person']
}

function Found({ control, person }: PersonProps) {
  const [seen, setSeen] = useState(false)
  return (
    <Screen
      title="手机丢了"
      back
      onBack={control.leave}
      foot={
        <Actions>
          <Button
            text="确认，账号给他"
            busy={control.busy}
            disabled={!seen}
            why="先看身份证，再打勾"
            onTap={control.confirm}
          />
          <Button kind="quiet" size="mid" text="对不上，不给" disabled={control.busy} onTap={control.leave} />
        </Actions>
      }
    >
      {control.fault && <FaultNotice fault={control.fault} />}
      <Card title="看他的身份证">
        <Pairs
          rows={[
            { label: '姓名', value: person.maskedName },
            { label: '身份证号', value: person.maskedIdNumber },
          ]}
        />
      </Card>
      <Card title="对得上才给">
        <Para inset>姓名、号码头尾都一样；证件是原件，没过期；照片上是他本人。</Para>
        <Check label="我看过原件，是他本人" on={seen} disabled={control.busy} onChange={setSeen} />
      </Card>
      <Notice kind="info">给错了，他的券和保障就到别人手上。账本会记下是哪个驿站给的</Notice>
    </Screen>
  )
}

function Given({ control, person, onDone }: PersonProps & { onDone: () => void }) {
  return (
    <Screen title="手机丢了" back onBack={onDone} foot={<Next control={control} onDone={onDone} />}>
      <Outcome
        icon="check"
        tone="good"
        title="账号给他了"
        lead={person.maskedName}
        note="丢的那台手机已经退出登录"
      />
    </Screen>
  )
}

const Next = ({ control, onDone }: { control: RecoveryCheckControl; onDone: () => void }) => (
  <Actions>
    <Button text="回工作台" onTap={onDone} />
    <Button kind="quiet" size="mid" text="再核对一位" onTap={control.leave} />
  </Actions>
)

function FaultNotice({ fault }: { fault: Error }) {
  const { title, note } = faultText(fault)
  return <Notice kind="warn">{fault instanceof Refusal ? fault.detail : `${title}，${note}`}</Notice>
}
