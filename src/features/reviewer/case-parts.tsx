import type { ReviewCase } from '@/contract'
import { claimKindName } from '@/rules/claim-words'
import { DAY } from '@/rules/shanghai'
import { fullDateText, lastDayText, momentText, money, pastText } from '@/rules/wording'
import { Card, List, ListRow, Notice, Pairs, Para, Person, Section, Steps } from '@/ui'
import { barredText, dueText, leftOf, payoutStateName, stateName } from './review-words'
import { Working } from './working'

interface PartProps {
  it: ReviewCase
  /** Epoch ms. */
  now: number
}

/** Who, what it is about, and what has to be known before anything is done. */
export function Head({ it, now, onRefresh }: PartProps & { onRefresh: () => void }) {
  const due = dueText(it, now)
  return (
    <>
      {it.barred && (
        <Notice kind="warn" icon="lock">
          {barredText(it.barred)}
        </Notice>
      )}
      {it.heldBy && !it.heldBy.mine && (
        <Notice kind="warn" icon="clock" action={{ text: '再看看', onTap: onRefresh }}>
          {`${it.heldBy.name}正在办，最晚占到 ${momentText(Date.parse(it.heldBy.until))}`}
        </Notice>
      )}
      {it.overdue && (
        <Notice kind="warn" icon="warn">
          {due}
        </Notice>
      )}
      <Person
        name={it.holder}
        note={[claimKindName(it.kind), stateName(it.state), !it.overdue && due, it.demo && '演示数据']
          .filter(Boolean)
          .join(' · ')}
      />
    </>
  )
}

/** What he says happened. */
export function Happened({ it }: { it: ReviewCase }) {
  const [happened, submitted] = [Date.parse(it.happenedAt), Date.parse(it.submittedAt)]
  const after = Math.floor((submitted - happened) / DAY)
  return (
    <Card title="出了什么事">
      <Pairs
        rows={[
          { label: '编号', value: it.number, tone: 'quiet' },
          { label: '出事', value: momentText(happened), strong: true },
          ...(it.where ? [{ label: '地点', value: it.where }] : []),
          {
            label: '报上来',
            note: it.byRelative ? '家人报的' : undefined,
            value: `${momentText(submitted)}，${after < 1 ? '当天' : `${after} 天后`}`,
          },
          ...(it.lateReason ? [{ label: '为什么晚报', value: it.lateReason }] : []),
        ]}
      />
      {it.textHeld ? (
        <Para inset tone="quiet">
          他写的话微信还在查，过一会儿再看
        </Para>
      ) : (
        it.words && <Para inset>{it.words}</Para>
      )}
    </Card>
  )
}

/** What he says against a refusal. */
export function Objections({ it }: { it: ReviewCase }) {
  return it.objections.map(({ at, words }) => (
    <Card key={at} title="他申诉了" aside={momentText(Date.parse(at))}>
      <Para inset>{words}</Para>
    </Card>
  ))
}

/** What is asked for, and what of it came. */
export function Asked({ it }: { it: ReviewCase }) {
  if (it.asked.length === 0) return null
  return (
    <Card title="请他补的">
      <Pairs
        rows={it.asked.map(({ text, given, askedAt }) => ({
          label: text,
          note: `${lastDayText(Date.parse(askedAt) + 1)}要的`,
          value: given ? '交了' : '还没交',
          tone: given ? ('open' as const) : ('quiet' as const),
        }))}
      />
    </Card>
  )
}

/** The cover, and what is left of each sum. */
export function Policy({ it }: { it: ReviewCase }) {
  const { number, inForceFrom, inForceTo, covers, usedFen } = it.policy
  return (
    <Card title={it.planTitle} aside={number}>
      <Pairs
        rows={[
          { label: '从', value: fullDateText(Date.parse(inForceFrom)) },
          { label: '到', value: fullDateText(Date.parse(inForceTo) - 1) },
          ...covers.map((cover) => {
            const left = leftOf(cover, usedFen)
            return {
              label: cover.title,
              note: cover.waitingDays > 0 ? `满 ${cover.waitingDays} 天后生效` : undefined,
              value:
                left < cover.sumFen ? `还剩 ${money(left)} / ${money(cover.sumFen)} 元` : `${money(left)} 元`,
            }
          }),
        ]}
      />
    </Card>
  )
}

/** Other claims under the same cover. */
export function Others({ it, onCase }: { it: ReviewCase; onCase: (id: string) => void }) {
  if (it.others.length === 0) return null
  return (
    <>
      <Section title="同一份保障报过的" aside={`${it.others.length} 份`} />
      <List>
        {it.others.map(({ id, kind, state, happenedAt, amountFen }) => (
          <ListRow
            key={id}
            icon="list"
            title={claimKindName(kind)}
            note={`${momentText(Date.parse(happenedAt))} · ${stateName(state)}${amountFen ? ` · ${money(amountFen)} 元` : ''}`}
            onTap={() => onCase(id)}
          />
        ))}
      </List>
    </>
  )
}

/** Who said what, newest first. */
export function Decisions({ it, now }: PartProps) {
  return it.decisions.map(({ id, at, by, mine, kind, benefit, clause, reasons, note, second }) => (
    <Card
      key={id}
      title={kind === 'approve' ? `提议付 ${money(benefit?.totalFen ?? 0)} 元` : '提议不付'}
      aside={`${mine ? '你' : by} · ${pastText(Date.parse(at), now)}`}
    >
      {benefit && <Working benefit={benefit} />}
      {clause && <Para inset tone="strong">{`按：${clause}`}</Para>}
      {reasons && <Para inset>{reasons}</Para>}
      {note && (
        <Para inset tone="quiet">
          {`给同事：${note}`}
        </Para>
      )}
      {second ? (
        <Para inset tone={second.outcome === 'confirm' ? 'open' : 'warn'}>
          {`${second.mine ? '你' : second.by}${second.outcome === 'confirm' ? '同意了' : '退回了'} · ${pastText(Date.parse(second.at), now)}${second.note ? `：${second.note}` : ''}`}
        </Para>
      ) : (
        it.state === 'proposed' && <Para inset>还差第二个人</Para>
      )}
    </Card>
  ))
}

/** How the money stands. */
export function Payout({ it }: { it: ReviewCase }) {
  const { payout } = it
  if (!payout) return null
  return (
    <Card title="打款" aside={payoutStateName(payout.state)}>
      <Pairs
        rows={[
          { label: '金额', value: `${money(payout.amountFen)} 元`, tone: 'amount', strong: true },
          ...(payout.paidAt ? [{ label: '打到', value: momentText(Date.parse(payout.paidAt)) }] : []),
          ...(payout.fault ? [{ label: '为什么退回来', value: payout.fault }] : []),
        ]}
      />
    </Card>
  )
}

/** All that happened, with when. */
export function Course({ it, now }: PartProps) {
  const last = it.steps.length - 1
  return (
    <Card title="经过">
      <Steps
        steps={it.steps.map(({ state, at, note }, index) => ({
          title: stateName(state),
          note: [pastText(Date.parse(at), now), note].filter(Boolean).join(' · '),
          state: state === 'refused' ? 'stop' : index < last || state === 'paid' ? 'done' : 'now',
        }))}
      />
    </Card>
  )
}
