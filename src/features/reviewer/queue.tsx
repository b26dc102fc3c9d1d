import type { CaseQueue, CaseSummary } from '@/contract'
import { faultText, isOffline } from '@/platform/query-view'
import { claimKindName } from '@/rules/claim-words'
import { lastDayText } from '@/rules/wording'
import {
  Actions,
  Button,
  Choice,
  EmptyState,
  ErrorState,
  type IconName,
  List,
  ListRow,
  Notice,
  Para,
  Screen,
  SkeletonList,
} from '@/ui'
import { barredText, dueText, stateName } from './review-words'
import type { QueueControl } from './use-queue'

interface QueueProps {
  control: QueueControl
  /** Epoch ms. */
  now: number
  onCase: (id: string) => void
  onPayouts: () => void
  onFamilyCode: () => void
}

const queues = [
  { value: 'review', text: '待核对' },
  { value: 'confirm', text: '待复核' },
  { value: 'papers', text: '补材料' },
  { value: 'closed', text: '办完的' },
] as const satisfies readonly { value: CaseQueue; text: string }[]

const onlys = [
  { value: 'all', text: '都看' },
  { value: 'mine', text: '我在办的' },
  { value: 'papers-in', text: '补齐了的' },
] as const

const noneOf = {
  mine: { title: '你手上没有', note: '点开一份，“我来办这一份”' },
  'papers-in': { title: '没有刚补齐的' },
}

const nothing: Record<CaseQueue, { title: string; note?: string }> = {
  review: { title: '没有要核对的', note: '有人报上来，这里就有' },
  confirm: { title: '没有要复核的', note: '别人核对好了，这里就有' },
  papers: { title: '没有在补材料的' },
  closed: { title: '还没有办完的' },
}

/** What is to be reviewed, by when: what is overdue first. */
export function Queue({ control, now, onCase, onPayouts, onFamilyCode }: QueueProps) {
  const { queue, data, counts, fault, more } = control
  const retry = { text: '重试', onTap: () => void control.refresh() }
  const overdue = counts?.overdue ?? 0
  return (
    <Screen
      title="审核台"
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
      <Choice
        label="看哪些"
        options={queues.map(({ value, text }) => ({
          value,
          text: value === 'closed' || !counts ? text : `${text} ${counts[value]}`,
        }))}
        value={queue}
        onChange={control.setQueue}
      />
      {queue === 'review' && (
        <Choice
          label="只看"
          options={onlys}
          value={control.only ?? 'all'}
          onChange={(it) => control.setOnly(it === 'all' ? undefined : it)}
        />
      )}
      {overdue > 0 && (
        <Notice kind="warn" icon="clock">
          {`${overdue} 份过了该答复的日子，排在最前`}
        </Notice>
      )}
      {data ? (
        data.length > 0 ? (
          <List>
            {data.map((it) => (
              <Row key={it.id} it={it} now={now} onTap={() => onCase(it.id)} />
            ))}
          </List>
        ) : (
          <EmptyState icon="check" {...(control.only ? noneOf[control.only] : nothing[queue])} />
        )
      ) : fault ? (
        <ErrorState {...faultText(fault)} action={retry} />
      ) : (
        <SkeletonList rows={5} />
      )}
      {more && (
        <Actions>
          <Button kind="quiet" size="mid" text="再看一些" busy={more.loading} onTap={more.load} />
        </Actions>
      )}
      <List>
        <ListRow
          icon="coin"
          title="打款"
          note={counts && counts.payouts > 0 ? `${counts.payouts} 笔要打` : '银行文件、结果、退回来的'}
          onTap={onPayouts}
        />
        <ListRow icon="heart" title="给家人一个码" note="本人办不了，家人凭码来报" onTap={onFamilyCode} />
      </List>
      {data?.some(({ demo }) => demo) && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

function Row({ it, now, onTap }: { it: CaseSummary; now: number; onTap: () => void }) {
  return (
    <ListRow
      icon={iconOf(it)}
      title={`${claimKindName(it.kind)} · ${it.holder}`}
      note={noteOf(it, now)}
      noteTone={it.overdue ? 'stop' : it.barred ? 'closed' : undefined}
      onTap={onTap}
    />
  )
}

/** Its shape tells what a tint alone would not. */
function iconOf({ overdue, barred, heldBy, state }: CaseSummary): IconName {
  if (barred) return 'lock'
  if (overdue) return 'warn'
  if (heldBy) return heldBy.mine ? 'me' : 'clock'
  return state === 'papers' ? 'cam' : 'list'
}

function noteOf(it: CaseSummary, now: number): string {
  const { barred, heldBy, objected, late, byRelative, photos, state } = it
  return [
    dueText(it, now),
    it.dueAt === null && `${stateName(state)} · ${lastDayText(Date.parse(it.submittedAt) + 1)}报`,
    objected && '他申诉了',
    it.papersIn && '材料补齐了',
    heldBy && (heldBy.mine ? '你在办' : `${heldBy.name}在办`),
    barred && barredText(barred),
    byRelative && '家人报的',
    late && '晚报',
    !barred && (photos > 0 ? `${photos} 张材料` : '还没有材料'),
  ]
    .filter(Boolean)
    .join(' · ')
}
