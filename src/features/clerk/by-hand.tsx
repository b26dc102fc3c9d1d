import { type ReactNode } from 'react'
import type { FoundVoucher, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { useOnline } from '@/platform/use-online'
import { lastMomentText } from '@/rules/wording'
import {
  Actions,
  Button,
  Card,
  Field,
  Lead,
  Line,
  List,
  ListRow,
  Notice,
  Para,
  Person,
  Screen,
  Section,
} from '@/ui'
import { AtStation } from './at-station'
import { Handed } from './handed'
import { Undone } from './queued'
import { Redeemed } from './redeemed'
import { type ByHandControl, useByHand } from './use-by-hand'
import type { ClerkStation } from './use-station-choice'

/** For a dead phone: whose card it is, what he can use here, and one tap. */
export function ByHand({ worker, onDone }: { worker: Worker; onDone: () => void }) {
  return (
    <AtStation worker={worker} title="手机没电">
      {(station, onChange, sheet) => <Counter key={station.id} {...{ station, onChange, sheet, onDone }} />}
    </AtStation>
  )
}

interface CounterProps {
  station: ClerkStation
  onChange?: () => void
  sheet: ReactNode
  onDone: () => void
}

function Counter({ station, onChange, sheet, onDone }: CounterProps) {
  const control = useByHand(station.id)
  const online = useOnline()
  const { picked, redeemed, undone } = control
  if (redeemed && undone) {
    const { title, worker } = redeemed.result.redemption
    return <Undone title={title} who={worker.maskedName} onType={onDone} />
  }
  if (redeemed) {
    return <Redeemed {...redeemed} undo={control.undoing} onUndo={control.undo} onType={onDone} />
  }
  if (picked) return <Confirm control={control} voucher={picked} />
  return (
    <Screen
      title="手机没电"
      back
      notice={online ? undefined : <Notice kind="offline">没信号 · 手工核销要有信号，先请他充点电</Notice>}
    >
      <Line icon="pin" text={station.name} label={`${station.name}，换驿站`} onTap={onChange} />
      <Lead title="看他的身份证" note="原件、本人，再照着填。别的券查不到，全号不用填" />
      {control.fault && <Fault fault={control.fault} />}
      <Card>
        <Field
          label="姓名"
          value={control.name}
          maxLength={64}
          error={control.wrong.name}
          disabled={control.finding}
          onChange={control.typeName}
        />
        <Field
          label="身份证号后四位"
          kind="id"
          value={control.idLast4}
          maxLength={4}
          error={control.wrong.idLast4}
          disabled={control.finding}
          onChange={control.typeLast4}
          onDone={control.find}
        />
        <Button text="找他的券" busy={control.finding} onTap={control.find} />
      </Card>
      {control.found && <Vouchers control={control} found={control.found} />}
      {sheet}
    </Screen>
  )
}

function Vouchers({
  control,
  found,
}: {
  control: ByHandControl
  found: NonNullable<ByHandControl['found']>
}) {
  const { left, maskedName, vouchers } = found
  return (
    <>
      <Section title={`${maskedName}在这里能用的`} aside={`${vouchers.length} 张`} />
      {left === 0 && <Notice kind="warn">今天手工核销的名额用完了，请他充点电再扫码</Notice>}
      <List>
        {vouchers.map((it) => (
          <ListRow
            key={it.id}
            icon="ticket"
            title={titleOf(it)}
            note={`有效到 ${lastMomentText(Date.parse(it.expiresAt))}`}
            onTap={left > 0 ? () => control.pick(it) : undefined}
          />
        ))}
      </List>
      <Para tone="quiet" center>
        {`今天这里还能手工核销 ${left} 张，账本上都做记号`}
      </Para>
    </>
  )
}

const titleOf = ({ title, usesLeft, variant }: FoundVoucher): string =>
  [title, variant, usesLeft !== undefined && `还能用 ${usesLeft} 次`].filter(Boolean).join(' · ')

function Confirm({ control, voucher }: { control: ByHandControl; voucher: FoundVoucher }) {
  const leave = () => control.pick(undefined)
  return (
    <Screen
      title="手机没电"
      back
      onBack={leave}
      foot={
        <Actions>
          <Button text="手工核销，给他" busy={control.redeeming} onTap={control.redeem} />
          <Button kind="quiet" size="mid" text="先不" disabled={control.redeeming} onTap={leave} />
        </Actions>
      }
    >
      {control.fault && <Fault fault={control.fault} />}
      <Person name={control.found?.maskedName ?? ''} note="身份证是他本人的" />
      <Handed title={titleOf(voucher)} items={voucher.items} />
      <Notice kind="info">账本会记：手工核销，谁核的查得到</Notice>
    </Screen>
  )
}

function Fault({ fault }: { fault: Error }) {
  return (
    <Notice kind="warn">
      {fault instanceof Refusal
        ? fault.detail
        : isOffline(fault)
          ? '没信号，还不知道成没成。再点一次就知道，不会重复'
          : faultText(fault).note}
    </Notice>
  )
}
