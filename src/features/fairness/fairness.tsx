import { type ReactNode, useState } from 'react'
import type { Alarm, Slowed } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline } from '@/platform/query-view'
import { momentText, pastText } from '@/rules/wording'
import {
  Actions,
  Button,
  Card,
  Choice,
  EmptyState,
  ErrorState,
  List,
  ListRow,
  Notice,
  Pairs,
  Para,
  Screen,
  Sheet,
  SkeletonList,
} from '@/ui'
import type { FairnessControl, Paged } from './use-fairness'

interface FairnessProps {
  control: FairnessControl
  /** Epoch ms, for what is over and how long ago things were. */
  now: number
}

const tabs = [
  { value: 'slowed', text: '领得太快' },
  { value: 'alarms', text: '核销异常' },
] as const
type Tab = (typeof tabs)[number]['value']

/** Who was made to wait and why, with a way to let him through; and what was odd at stations' desks. */
export function Fairness({ control, now }: FairnessProps) {
  const { slowed, alarms, cleared, looked, look } = control
  const [tab, setTab] = useState<Tab>('slowed')
  const shown: Paged<unknown> = tab === 'slowed' ? slowed : alarms
  const { fault } = shown
  return (
    <Screen
      title="公平领取"
      back
      refreshing={shown.refreshing}
      notice={
        fault && shown.data ? (
          <Notice
            kind={isOffline(fault) ? 'offline' : 'warn'}
            action={{ text: '重试', onTap: () => void shown.refresh() }}
          >
            {isOffline(fault) ? '没信号 · 可能有新的没显示' : '没更新成 · 可能有新的没显示'}
          </Notice>
        ) : undefined
      }
    >
      <Choice label="看哪些" options={[...tabs]} value={tab} onChange={setTab} />
      {cleared && <Notice kind="info">{`${cleared.worker.maskedName}，现在就能领，以后也不用等`}</Notice>}
      {tab === 'slowed' ? (
        <Listed
          of={slowed}
          none={{ title: '没有人被放慢', note: '谁领得太快，系统让他等一会儿，就记在这里' }}
        >
          {(it) => (
            <ListRow
              key={it.id}
              icon="clock"
              title={`${it.worker.maskedName} · ${it.campaign.title}`}
              note={[stateOf(it, now).text, pastText(Date.parse(it.lastAt), now), it.why].join(' · ')}
              noteTone={stateOf(it, now).tone}
              onTap={() => look(it)}
            />
          )}
        </Listed>
      ) : (
        <Listed of={alarms} none={{ title: '核销都正常', note: '哪个驿站不对劲，就记在这里' }}>
          {(it) => <ListRow key={it.id} icon="warn" title={it.station.name} note={alarmNote(it, now)} />}
        </Listed>
      )}
      {looked && <Entry it={looked} control={control} now={now} />}
    </Screen>
  )
}

interface ListedProps<T> {
  of: Paged<T>
  none: { title: string; note: string }
  children: (it: T) => ReactNode
}

function Listed<T>({ of: { data, fault, more, refresh }, none, children }: ListedProps<T>) {
  if (!data) {
    return fault ? (
      <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
    ) : (
      <SkeletonList rows={4} />
    )
  }
  if (data.length === 0) return <EmptyState icon="check" {...none} />
  return (
    <>
      <List>{data.map(children)}</List>
      {more && (
        <Actions>
          <Button kind="quiet" size="mid" text="再看一些" busy={more.loading} onTap={more.load} />
        </Actions>
      )}
    </>
  )
}

const alarmNote = ({ why, times, lastAt }: Alarm, now: number): string =>
  [`${times} 次`, pastText(Date.parse(lastAt), now), why].join(' · ')

/** Whether he still has to wait. */
function stateOf({ claimedAt, clearedAt, until }: Slowed, now: number) {
  if (claimedAt) return { text: '后来领到了', tone: 'open' } as const
  if (clearedAt) return { text: '放行了', tone: 'open' } as const
  return Date.parse(until) > now
    ? ({ text: '在等', tone: 'warn' } as const)
    : ({ text: '不用等了', tone: undefined } as const)
}

/** One entry: what was seen, and the way through. */
function Entry({ it, control, now }: { it: Slowed; control: FairnessControl; now: number }) {
  const { look, clear, clearing, refused } = control
  const { campaign, claimedAt, clearedAt, firstAt, lastAt, times, until, why, worker } = it
  const close = () => look(undefined)
  return (
    <Sheet title={worker.maskedName} onClose={close}>
      {refused && (
        <Notice kind="warn">
          {refused instanceof Refusal ? refused.detail : `${faultText(refused).note}，还没放行`}
        </Notice>
      )}
      <Para tone="strong">{why}</Para>
      <Card>
        <Pairs
          rows={[
            { label: '想领', value: campaign.title, tone: 'quiet' },
            { label: '实名', value: worker.verified ? '做过了' : '还没有', tone: 'quiet' },
            { label: '试了', value: `${times} 次`, tone: 'quiet' },
            {
              label: times > 1 ? '第一次' : '什么时候',
              value: pastText(Date.parse(firstAt), now),
              tone: 'quiet',
            },
            ...(times > 1
              ? [{ label: '最近一次', value: pastText(Date.parse(lastAt), now), tone: 'quiet' as const }]
              : []),
            claimedAt
              ? { label: '领到', value: pastText(Date.parse(claimedAt), now), tone: 'open' }
              : clearedAt
                ? { label: '放行', value: pastText(Date.parse(clearedAt), now), tone: 'open' }
                : { label: '最晚等到', value: momentText(Date.parse(until)), tone: 'quiet' },
          ]}
        />
      </Card>
      {clearedAt ? (
        <Para tone="quiet">已经放行，他以后领什么都不用等</Para>
      ) : (
        <>
          <Para tone="quiet">确认是本人、不是代领的，就放行。他以后领什么都不用等。</Para>
          <Actions>
            <Button text={`放行，让${worker.maskedName}领`} busy={clearing} onTap={clear} />
            <Button kind="quiet" size="mid" text="先不" onTap={close} />
          </Actions>
        </>
      )}
    </Sheet>
  )
}
