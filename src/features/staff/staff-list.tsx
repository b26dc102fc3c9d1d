import { useState } from 'react'
import type { Invitation, StaffMember } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, staleNotice } from '@/platform/query-view'
import { momentText } from '@/rules/wording'
import {
  Actions,
  Button,
  ErrorState,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  Section,
  Sheet,
  SkeletonList,
} from '@/ui'
import { aboutText, roleNames, staffText } from './staff-words'
import type { StaffControl } from './use-staff'

interface StaffListProps {
  control: StaffControl
  /** Epoch ms, for how old what is shown is. */
  now: number
  onInvite: () => void
}

/** Who works for us and who is invited to; each can be ended at once. */
export function StaffList({ control, now, onInvite }: StaffListProps) {
  const { staff, invitations, remove, withdraw } = control
  const stale = [staff, invitations].find((it) => it.fault && it.data)
  return (
    <Screen
      title="人员"
      back
      refreshing={staff.refreshing || invitations.refreshing}
      notice={
        stale?.fault && (
          <Notice {...staleNotice(stale.fault, { ...stale, refresh: () => refreshBoth(control) }, now)} />
        )
      }
      foot={<Button icon="me" text="邀请人" onTap={onInvite} />}
    >
      {remove.done && <Notice kind="info">{`${remove.done.maskedName}，已经不能再用工作台了`}</Notice>}
      {withdraw.done && <Notice kind="info">{`给${roleNames[withdraw.done.role]}的邀请收回了`}</Notice>}
      {[remove, withdraw].map(({ fault }, i) => fault && <Failed key={i} fault={fault} />)}
      {staff.data && invitations.data ? (
        <>
          {invitations.data.length > 0 && <Invitations of={invitations.data} control={control} />}
          <Members of={staff.data} control={control} />
        </>
      ) : (staff.fault ?? invitations.fault) ? (
        <ErrorState
          {...faultText((staff.fault ?? invitations.fault) as Error)}
          action={{ text: '重试', onTap: () => void refreshBoth(control) }}
        />
      ) : (
        <SkeletonList rows={5} />
      )}
    </Screen>
  )
}

const refreshBoth = ({ staff, invitations }: StaffControl) =>
  Promise.all([staff.refresh(), invitations.refresh()])

const Failed = ({ fault }: { fault: Error }) => (
  <Notice kind="warn">
    {fault instanceof Refusal ? fault.detail : `${faultText(fault).note}，刚才的没做成`}
  </Notice>
)

function Invitations({ of, control: { withdraw } }: { of: readonly Invitation[]; control: StaffControl }) {
  const [asked, setAsked] = useState<Invitation>()
  return (
    <>
      <Section title="还没用的邀请" aside={`${of.length} 个`} />
      <List>
        {of.map((it) => (
          <ListRow
            key={it.id}
            icon="clock"
            title={aboutText(it)}
            note={`到 ${momentText(Date.parse(it.expiresAt))}${withdraw.busy?.id === it.id ? ' · 正在收回' : ''}`}
            onTap={() => setAsked(it)}
          />
        ))}
      </List>
      {asked && (
        <Sheet title="收回这个邀请？" onClose={() => setAsked(undefined)}>
          <Para>{aboutText(asked)}</Para>
          <Para tone="quiet">收回后，那个邀请码马上不能用了。</Para>
          <Confirm text="确定收回" onYes={() => withdraw.end(asked)} onNo={() => setAsked(undefined)} />
        </Sheet>
      )}
    </>
  )
}

/** As many more as fit a few screens: WeChat slows down with long pages. */
const rowsAtATime = 40

function Members({ of, control: { remove } }: { of: readonly StaffMember[]; control: StaffControl }) {
  const [asked, setAsked] = useState<StaffMember>()
  const [most, setMost] = useState(rowsAtATime)
  return (
    <>
      <Section title="在岗的" aside={`${of.length} 人`} />
      {of.length > 0 ? (
        <List>
          {of.slice(0, most).map((it) => (
            <ListRow
              key={it.id}
              icon="me"
              title={it.maskedName}
              note={`${staffText(it)}${remove.busy?.id === it.id ? ' · 正在移除' : ''}`}
              onTap={() => setAsked(it)}
            />
          ))}
        </List>
      ) : (
        <Para tone="quiet">还没有人。点下面的“邀请人”，请第一位来</Para>
      )}
      {of.length > most && (
        <Actions>
          <Button kind="quiet" size="mid" text="再看一些" onTap={() => setMost(most + rowsAtATime)} />
        </Actions>
      )}
      {asked && (
        <Sheet title={`移除${asked.maskedName}？`} onClose={() => setAsked(undefined)}>
          <Para tone="quiet">{staffText(asked)}</Para>
          <Para>马上生效：他手机上的工作台就打不开了。他自己的券和保障不受影响。</Para>
          <Confirm text="确定移除" onYes={() => remove.end(asked)} onNo={() => setAsked(undefined)} />
        </Sheet>
      )}
    </>
  )
}

interface ConfirmProps {
  text: string
  onYes: () => void
  onNo: () => void
}

const Confirm = ({ text, onYes, onNo }: ConfirmProps) => (
  <Actions>
    <Button
      kind="danger"
      text={text}
      onTap={() => {
        onNo()
        onYes()
      }}
    />
    <Button kind="quiet" size="mid" text="先不" onTap={onNo} />
  </Actions>
)
