import type { ReactNode } from 'react'
import type { Plan, Policy, Quote } from '@/contract'
import { isSessionLost, Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { DAY } from '@/rules/shanghai'
import { clockText, dateText, fullDateText } from '@/rules/wording'
import {
  Actions,
  Bullets,
  Button,
  Card,
  EmptyState,
  ErrorState,
  Lead,
  Notice,
  Outcome,
  Pairs,
  Para,
  Screen,
  SkeletonHero,
  SkeletonList,
  StepBar,
  Sum,
} from '@/ui'
import { helpNumber } from './help-line'
import type { JoinState } from './join-machine'
import { PaymentSheet } from './payment-sheet'
import { coverRows, joinText, operatorText, priceSigns, priceTerms } from './plan-words'
import { startText } from './policy-words'
import type { JoinControl } from './use-join'

interface JoinProps {
  join: JoinControl
  /** The plan that is joined; undefined while it is on its way. */
  plan: Plan | undefined
  /** The caller's policies, to say what was issued. */
  policies: readonly Policy[]
  /** Asks who joins; calls `join.verified` when that is known. */
  verification: ReactNode
  onLogin: () => void
  onPolicy: (policyId: string) => void
  onAid: () => void
}

/** Joining a plan, from the price to the policy. */
export function Join(props: JoinProps) {
  const { join, verification } = props
  const { state } = join
  switch (state.at) {
    case 'quoting':
      return <Loading {...props} />
    case 'stopped':
      return <Stopped {...props} fault={state.fault} />
    case 'review':
    case 'ordering':
      return <Review {...props} quote={state.quote} told={state.at === 'review' ? state.told : undefined} />
    case 'identity':
      return (
        <Screen title="参加互助" back onBack={join.stepBack}>
          <StepBar total={2} at={1} />
          <Lead title="是谁参加？" note="填一次，以后不用再填" />
          {verification}
        </Screen>
      )
    case 'to-pay':
    case 'paying':
      return (
        <Review {...props} quote={state.quote}>
          <PaymentSheet
            order={state.order}
            paying={state.at === 'paying'}
            onPay={join.pay}
            onClose={join.stepBack}
          />
        </Review>
      )
    case 'checking':
      return <Checking {...props} state={state} />
    case 'unpaid':
      return <Unpaid {...props} payBy={Date.parse(state.order.payBy)} />
    case 'expired':
      return <Expired {...props} />
    case 'paid':
      return <Joined {...props} policyId={state.order.policyId} />
  }
}

const Loading = ({ join: { state } }: JoinProps) => (
  <Screen title="参加互助" back>
    {state.at === 'quoting' && state.told && <Notice kind="info">{state.told}</Notice>}
    <SkeletonHero />
    <SkeletonList rows={4} />
  </Screen>
)

interface ReviewProps extends JoinProps {
  quote: Quote
  told?: string
  children?: ReactNode
}

/** All that must be known before paying, once more and on one screen. */
function Review({ join, plan, quote, told, children }: ReviewProps) {
  const now = useMinute()
  return (
    <Screen
      title="参加互助"
      back
      foot={
        <Actions>
          <Button text={joinText(quote.ownFen)} busy={join.state.at === 'ordering'} onTap={join.confirm} />
        </Actions>
      }
    >
      {told && <Notice kind="warn">{told}</Notice>}
      <Card title={plan?.title ?? '互助'}>
        <Sum terms={priceTerms(quote)} signs={priceSigns} note={plan && operatorText(plan)} />
      </Card>
      <Card title="保障期">
        <Pairs
          rows={[
            { label: '今天付，从', value: startText(Date.parse(quote.inForceFrom), now), tone: 'open' },
            { label: '到', value: `${fullDateText(Date.parse(quote.inForceTo) - DAY)} 24 点`, tone: 'quiet' },
          ]}
        />
        <Para inset tone="quiet">
          到期不自动续，不自动扣钱。
        </Para>
      </Card>
      {plan && (
        <>
          <Card title="赔什么">
            <Pairs rows={coverRows(plan.covers)} />
          </Card>
          <Card title="这些不赔" tone="sunk">
            <Bullets mark="no" items={plan.exclusions} />
          </Card>
        </>
      )}
      {children}
    </Screen>
  )
}

/** Refused for good, or not heard: what, why, and where to go from here. */
function Stopped({ fault, join, onLogin, onPolicy, onAid }: JoinProps & { fault: Error }) {
  const toAid = { text: '回保障', onTap: onAid }
  const refusal = fault instanceof Refusal ? fault : undefined
  const code = refusal?.code
  const held = refusal?.heldId
  return (
    <Screen title="参加互助" back>
      {isSessionLost(fault) ? (
        <EmptyState
          icon="lock"
          title="先登录，再参加"
          note="保障要记在你名下"
          action={{ text: '登录', kind: 'primary', onTap: onLogin }}
          second={toAid}
        />
      ) : code === 'already-covered' ? (
        <EmptyState
          icon="shield"
          title="你已经在保障期里了"
          note="一个人一份，不会多扣你的钱"
          action={held ? { text: '看我的保障', onTap: () => onPolicy(held) } : toAid}
        />
      ) : code === 'age-out-of-range' ? (
        <EmptyState icon="shield" title="年龄不在范围里" note={refusal?.detail} action={toAid} />
      ) : code === 'purchase-off' || code === 'plan-closed' ? (
        <EmptyState
          icon="shield"
          title="这里现在不能参加"
          note={`想参加，打 ${helpNumber} 问工会`}
          action={toAid}
        />
      ) : code === 'not-found' ? (
        <EmptyState icon="shield" title="没有这项互助" action={toAid} />
      ) : (
        <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: join.restart }} second={toAid} />
      )}
    </Screen>
  )
}

function Checking({ state, onAid }: JoinProps & { state: JoinState & { at: 'checking' } }) {
  return (
    <Screen
      title="付款"
      notice={state.offline ? <Notice kind="offline">没信号 · 有信号就接着查</Notice> : undefined}
      foot={
        <Actions>
          <Button kind="quiet" text="先去忙，回头看" onTap={onAid} />
        </Actions>
      }
    >
      <Outcome
        icon="clock"
        tone="lamp"
        title="正在等付款结果"
        lead="不用再付"
        note="一般几秒就到。付成了，保障里就有，不用等在这里。"
      />
    </Screen>
  )
}

function Unpaid({ join, onAid, payBy }: JoinProps & { payBy: number }) {
  return (
    <Screen
      title="付款"
      foot={
        <Actions>
          <Button text="再付一次" onTap={join.pay} />
          <Button kind="quiet" size="mid" text="先不参加" onTap={onAid} />
        </Actions>
      }
    >
      <Outcome
        icon="cross"
        tone="stop"
        title="没付成，没有扣钱"
        lead="再付一次也不会重复扣"
        note={`订单给你留到 ${clockText(payBy)}`}
      />
    </Screen>
  )
}

function Expired({ join, onAid }: JoinProps) {
  return (
    <Screen
      title="付款"
      foot={
        <Actions>
          <Button text="重新参加" onTap={join.restart} />
          <Button kind="quiet" size="mid" text="先不参加" onTap={onAid} />
        </Actions>
      }
    >
      <Outcome
        icon="clock"
        tone="shut"
        title="订单过期了"
        lead="没有扣钱"
        note="太久没付，订单取消了。重新参加就行，不用再填身份。"
      />
    </Screen>
  )
}

function Joined({ policies, policyId, onPolicy, onAid }: JoinProps & { policyId: string | null }) {
  const policy = policies.find((it) => it.id === policyId)
  const dates = policy && [Date.parse(policy.inForceFrom), Date.parse(policy.inForceTo) - DAY]
  return (
    <Screen
      title="参加好了"
      foot={
        <Actions>
          {policyId && <Button icon="shield" text="看我的保障" onTap={() => onPolicy(policyId)} />}
          <Button kind="quiet" size="mid" text="回保障" onTap={onAid} />
        </Actions>
      }
    >
      <Outcome
        icon="check"
        tone="good"
        title="参加好了"
        lead={dates ? `保障从 ${dateText(dates[0] ?? 0)} 0 点开始` : '保障从明天 0 点开始'}
        note={dates ? `到 ${fullDateText(dates[1] ?? 0)} 24 点` : undefined}
      />
      {policy && (
        <Card>
          <Pairs
            rows={[
              { label: policy.title, value: policy.holder, tone: 'quiet' },
              { label: '编号', value: policy.number, tone: 'quiet' },
            ]}
          />
        </Card>
      )}
      <Para tone="quiet" center>{`出了事打 ${helpNumber}，工会的人帮你报`}</Para>
    </Screen>
  )
}
