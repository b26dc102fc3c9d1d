import { useState } from 'react'
import type { UnionCase, UnionRefusal } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { occupationName } from '@/rules/eligibility'
import { unionRefusalWords } from '@/rules/union-words'
import { lastDayText, pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  Card,
  Choice,
  EmptyState,
  ErrorState,
  Field,
  List,
  ListRow,
  Notice,
  Pairs,
  Para,
  Person,
  Screen,
  Sheet,
  SkeletonList,
  Steps,
} from '@/ui'
import { basisNames, stateNames, stepsOf } from './union-words'
import { type CaseState, type CasesControl, isAboutNote } from './use-cases'

interface CasesProps {
  control: CasesControl
  /** Epoch ms, for how long ago things were. */
  now: number
}

const tabs = [
  { value: 'open', text: '待办' },
  { value: 'decided', text: '办完的' },
] as const satisfies readonly { value: CaseState; text: string }[]

/** Applications to unions: those that wait for a word, oldest first, and those that had it. */
export function Cases(props: CasesProps) {
  const { control, now } = props
  const { looked, state, data, fault, more } = control
  if (looked) return <Case key={looked.application.id} {...props} it={looked} />
  const retry = { text: '重试', onTap: () => void control.refresh() }
  return (
    <Screen
      title="入会申请"
      back
      refreshing={control.refreshing}
      notice={
        fault && data ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={retry}>
            {isOffline(fault) ? '没信号 · 可能有新的没显示' : '没更新成 · 可能有新的没显示'}
          </Notice>
        ) : undefined
      }
    >
      <Choice label="看哪些" options={[...tabs]} value={state} onChange={control.setState} />
      {data ? (
        data.length > 0 ? (
          <List>
            {data.map((it) => (
              <ListRow
                key={it.application.id}
                icon="me"
                title={whoText(it)}
                note={rowNote(it, now)}
                noteTone={isLate(it, now) ? 'warn' : undefined}
                onTap={() => control.look(it)}
              />
            ))}
          </List>
        ) : (
          <EmptyState
            icon="check"
            title={state === 'open' ? '都办完了' : '还没有办完的'}
            note={state === 'open' ? '有人申请，这里就有' : undefined}
          />
        )
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={retry} />
      ) : (
        <SkeletonList rows={4} />
      )}
      {more && (
        <Actions>
          <Button kind="quiet" size="mid" text="再看一些" busy={more.loading} onTap={more.load} />
        </Actions>
      )}
    </Screen>
  )
}

const whoText = ({ applicant: { maskedName, occupation } }: UnionCase): string =>
  [maskedName, occupation && occupationName(occupation)].filter(Boolean).join(' · ')

const isLate = ({ application: { expectedBy } }: UnionCase, now: number): boolean =>
  expectedBy !== null && Date.parse(expectedBy) <= now

function rowNote(it: UnionCase, now: number): string {
  const { union, state, steps, expectedBy } = it.application
  const last = steps.at(-1)
  const due = expectedBy && (isLate(it, now) ? '该给话了' : `最晚 ${lastDayText(Date.parse(expectedBy))}`)
  return [union.name, last && `${stateNames[state]} ${pastText(Date.parse(last.at), now)}`, due]
    .filter(Boolean)
    .join(' · ')
}

/** One application, and the word on it. */
function Case({ control, it }: CasesProps & { it: UnionCase }) {
  const [refusing, setRefusing] = useState(false)
  const { application, applicant } = it
  const { state, union, basis, refusal } = application
  const leave = () => control.look(undefined)
  const open = state === 'submitted' || state === 'accepted'
  const { refused } = control
  return (
    <Screen
      title="入会申请"
      back
      onBack={leave}
      foot={
        open ? (
          <Actions>
            <Button
              text="通过，让他入会"
              busy={control.deciding}
              onTap={() => control.decide({ decision: 'admit' })}
            />
            {state === 'submitted' && (
              <Button
                kind="quiet"
                size="mid"
                text="先受理"
                disabled={control.deciding}
                onTap={() => control.decide({ decision: 'accept' })}
              />
            )}
            <Button
              kind="quiet"
              size="mid"
              text="不通过"
              disabled={control.deciding}
              onTap={() => setRefusing(true)}
            />
          </Actions>
        ) : (
          <Button text="看下一份" onTap={leave} />
        )
      }
    >
      {refused && !isAboutNote(refused) && (
        <Notice kind="warn" action={{ text: '看别的', onTap: leave }}>
          {refused instanceof Refusal
            ? refused.detail
            : `${faultText(refused).title}，${faultText(refused).note}`}
        </Notice>
      )}
      <Person name={applicant.maskedName} note={stateNames[state]} />
      <Card>
        <Pairs
          rows={[
            {
              label: '工种',
              note: applicant.occupation
                ? applicant.occupationConfirmed
                  ? '名册核对过'
                  : '自己填的'
                : undefined,
              value: applicant.occupation ? occupationName(applicant.occupation) : '没填',
              tone: 'quiet',
            },
            { label: '手机号', value: applicant.maskedPhone ?? '没有绑定', tone: 'quiet' },
            { label: '按哪里入', value: basisNames[basis], tone: 'quiet' },
            { label: '入哪个', value: union.name, tone: 'quiet' },
          ]}
        />
      </Card>
      {refusal && (
        <Card title={refusal.why}>
          <Para inset tone="quiet">
            {refusal.note ?? refusal.advice}
          </Para>
        </Card>
      )}
      <Card>
        <Steps steps={stepsOf(application)} />
      </Card>
      {refusing && <RefuseSheet control={control} onClose={() => setRefusing(false)} />}
    </Screen>
  )
}

const reasons = (['other-area', 'employer-union', 'member-elsewhere', 'not-reached', 'other'] as const).map(
  (value) => ({ value, text: value === 'other' ? '别的原因' : unionRefusalWords(value).why }),
)

/** Why not: he reads it as it is chosen here. */
function RefuseSheet({ control, onClose }: { control: CasesControl; onClose: () => void }) {
  const [reason, setReason] = useState<UnionRefusal>('other-area')
  const [note, setNote] = useState('')
  const [untold, setUntold] = useState(false)
  const missing = reason === 'other' && note.trim() === ''
  return (
    <Sheet title="为什么不通过？" onClose={onClose}>
      <Choice label="为什么不通过" options={reasons} value={reason} onChange={setReason} />
      <Para tone="quiet">
        {reason === 'other' ? '他会看到你写的话' : `他会看到：${unionRefusalWords(reason).advice}`}
      </Para>
      <Field
        label="写给他的话"
        value={note}
        placeholder={reason === 'other' ? '必须写清楚' : '可以不写'}
        maxLength={200}
        error={untold && missing ? '请写明为什么没通过' : undefined}
        onChange={setNote}
      />
      <Actions>
        <Button
          kind="danger"
          text="确定不通过"
          onTap={() => {
            setUntold(true)
            if (missing) return
            onClose()
            control.decide({ decision: 'refuse', reason, ...(note.trim() !== '' && { note: note.trim() }) })
          }}
        />
        <Button kind="quiet" size="mid" text="先不" onTap={onClose} />
      </Actions>
    </Sheet>
  )
}
