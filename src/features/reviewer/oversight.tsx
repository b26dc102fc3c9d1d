import { useState } from 'react'
import type { ClaimLook } from '@/contract'
import { faultText } from '@/platform/query-view'
import { lastDayText, pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  Choice,
  EmptyState,
  ErrorState,
  Field,
  List,
  ListRow,
  Screen,
  SkeletonList,
} from '@/ui'
import { stateName } from './review-words'
import type { OversightControl } from './use-oversight'

interface OversightProps {
  control: OversightControl
  /** Epoch ms. */
  now: number
}

const tabs = [
  { value: 'overdue', text: '过了日子的' },
  { value: 'looks', text: '谁看过材料' },
] as const

const whats: Record<ClaimLook['what'], string> = {
  case: '看了案子',
  photo: '看了材料',
  identity: '看了身份',
  'payout-file': '拿了银行文件',
  'family-code': '给了家人码',
}

/** Claims on which the union is late, and who looked at what, for an admin. */
export function Oversight({ control, now }: OversightProps) {
  const [tab, setTab] = useState<(typeof tabs)[number]['value']>('overdue')
  return (
    <Screen title="互助金办得怎样" back refreshing={control.overdue.refreshing || control.looks.refreshing}>
      <Choice label="看哪些" options={tabs} value={tab} onChange={setTab} />
      {tab === 'overdue' ? <Overdue control={control} /> : <Looks control={control} now={now} />}
    </Screen>
  )
}

function Overdue({ control: { overdue } }: { control: OversightControl }) {
  const { data, fault, refresh } = overdue
  if (!data) {
    return fault ? (
      <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
    ) : (
      <SkeletonList rows={4} />
    )
  }
  if (data.length === 0)
    return <EmptyState icon="check" title="都在日子里" note="过了该答复、该打款的日子，这里就有" />
  return (
    <List>
      {data.map(({ number, state, dueAt, daysLate, heldBy }) => (
        <ListRow
          key={number}
          icon="warn"
          title={`晚了 ${daysLate} 天 · ${stateName(state)}`}
          note={[
            number,
            `该在 ${lastDayText(Date.parse(dueAt))}`,
            heldBy ? `${heldBy}在办` : '没人在办',
          ].join(' · ')}
          noteTone="stop"
        />
      ))}
    </List>
  )
}

function Looks({ control, now }: OversightProps) {
  const { looks, claim, setClaim } = control
  const [typed, setTyped] = useState(claim)
  const { data, fault, more } = looks
  return (
    <>
      <Field
        label="只看一份：报案编号"
        kind="id"
        search
        value={typed}
        maxLength={40}
        onChange={setTyped}
        onBlur={() => setClaim(typed.trim())}
        onDone={() => setClaim(typed.trim())}
      />
      {data ? (
        data.length > 0 ? (
          <List>
            {data.map(({ id, at, by, what, claimNumber, reason }) => (
              <ListRow
                key={id}
                icon={what === 'identity' ? 'me' : what === 'photo' ? 'cam' : 'list'}
                title={`${by} ${whats[what]}`}
                note={[pastText(Date.parse(at), now), claimNumber, reason].filter(Boolean).join(' · ')}
              />
            ))}
          </List>
        ) : (
          <EmptyState icon="lock" title={claim ? '没有人看过这一份' : '还没有人看过'} />
        )
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void looks.refresh() }} />
      ) : (
        <SkeletonList rows={5} />
      )}
      {more && (
        <Actions>
          <Button kind="quiet" size="mid" text="再看一些" busy={more.loading} onTap={more.load} />
        </Actions>
      )}
    </>
  )
}
