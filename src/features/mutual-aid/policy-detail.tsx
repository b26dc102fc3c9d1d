import type { ReactNode } from 'react'
import type { Plan, Policy } from '@/contract'
import { type QueryView, faultText, staleNotice } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { certificateQr } from '@/rules/scanned'
import { dateText, fullDateText, lastMomentText, yuan } from '@/rules/wording'
import {
  Actions,
  Bullets,
  Button,
  Card,
  CodeCard,
  Digits,
  EmptyState,
  ErrorState,
  List,
  ListRow,
  Notice,
  Pairs,
  Para,
  QrCode,
  Screen,
  SkeletonHero,
  SkeletonList,
} from '@/ui'
import { DAY } from '@/rules/shanghai'
import { site } from '@/platform'
import { CancelSheet } from './cancel-sheet'
import { HelpButton, helpNumber } from './help-line'
import { refundText } from './order-words'
import { OtherScheme } from './other-scheme'
import { coverRows, joinText, operatorText } from './plan-words'
import { PolicyCard } from './policy-card'
import { cancellable, lastDay, policyLine, policyState, renewalOf } from './policy-words'
import { purchaseOn } from './purchase'
import { useCancel } from './use-cancel'
import type { PoliciesView } from './use-policies'

interface PolicyDetailProps {
  policyId: string
  policies: PoliciesView
  plans: QueryView<Plan[]>
  onAid: () => void
  onLogin: () => void
  onPolicy: (policyId: string) => void
  onRenew: (planId: string) => void
  /** What to do when something happened; without it, the number to ring. */
  accident?: ReactNode
  /** What is under way since something happened. */
  cases?: ReactNode
}

/** A policy's certificate, with what it pays, what it does not, and what to have ready. */
export function PolicyDetail({
  policyId,
  policies,
  plans,
  onAid,
  onLogin,
  onPolicy,
  onRenew,
  accident = <HelpButton />,
  cases,
}: PolicyDetailProps) {
  const now = useMinute()
  const { data, fault, stranger } = policies
  const policy = data?.find((it) => it.id === policyId)
  const plan = plans.data?.find((it) => it.id === policy?.planId)
  const retry = { text: '重试', onTap: () => void policies.refresh() }
  if (!policy) {
    return (
      <Screen title="我的保障" back>
        {stranger ? (
          <EmptyState
            icon="lock"
            title="登录后能看"
            action={{ text: '登录', kind: 'primary', onTap: onLogin }}
          />
        ) : data ? (
          <EmptyState icon="shield" title="没有这份保障" action={{ text: '看看能参加的', onTap: onAid }} />
        ) : fault ? (
          <ErrorState {...faultText(fault)} action={retry} />
        ) : (
          <>
            <SkeletonHero />
            <SkeletonList rows={4} />
          </>
        )}
      </Screen>
    )
  }
  return <Known {...{ policy, plan, policies, now, accident, cases, onPolicy, onRenew }} all={data ?? []} />
}

interface KnownProps extends Pick<
  PolicyDetailProps,
  'policies' | 'accident' | 'cases' | 'onPolicy' | 'onRenew'
> {
  policy: Policy
  plan: Plan | undefined
  all: readonly Policy[]
  now: number
}

function Known({ policy, plan, policies, all, now, accident, cases, onPolicy, onRenew }: KnownProps) {
  const cancel = useCancel(policy.id)
  const { fault } = policies
  const { refund } = policy
  const cancelled = policyState(policy, now) === 'cancelled'
  return (
    <Screen
      title="我的保障"
      back
      refreshing={policies.refreshing}
      notice={fault && <Notice {...staleNotice(fault, policies, now)} />}
    >
      <PolicyCard policy={policy} now={now} accident={accident} />
      {cancelled && (
        <Notice kind="info">
          {`${dateText(Date.parse(policy.cancelledAt ?? policy.inForceFrom))}退出了，没有保障。`}
          {refund && `${refundText(refund, helpNumber)}。`}
        </Notice>
      )}
      {cases}
      {!cancelled && <RenewalCard {...{ policy, plan, now, onPolicy, onRenew }} all={all} />}
      <CodeCard top="凭证" aside={policy.number} note="谁扫都能查真假，也可以照着填">
        <QrCode text={certificateQr(site, policy.certificate)} label="互助凭证" />
        <Digits value={policy.certificate.slice(0, 8)} label="凭证码，前八位" />
        <Digits value={policy.certificate.slice(8)} label="后八位" />
      </CodeCard>
      <Card title="这份保障">
        <Pairs rows={certificateRows(policy)} />
        <Para inset tone="quiet">
          {operatorText(policy)}
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
          <Card title="出事后要准备">
            <Bullets mark="yes" items={plan.papers} />
          </Card>
        </>
      )}
      <OtherScheme />
      {cancellable(policy, now) && (
        <List>
          <ListRow
            icon="cross"
            title="不想要了，退出"
            note={`${lastMomentText(Date.parse(policy.cancelBy ?? ''))}前可以退${policy.ownFen === 0 ? '' : `，${yuan(policy.ownFen)} 元原路退回`}`}
            onTap={cancel.ask}
          />
        </List>
      )}
      {cancel.asking && <CancelSheet policy={policy} cancel={cancel} />}
    </Screen>
  )
}

type RenewalProps = Pick<KnownProps, 'policy' | 'plan' | 'all' | 'now' | 'onPolicy' | 'onRenew'>

/** When the next term can be joined, a button once it can, and the next policy once it is there. */
function RenewalCard({ policy, plan, all, now, onPolicy, onRenew }: RenewalProps) {
  const renewal = renewalOf(policy, all, now)
  switch (renewal.state) {
    case 'later':
      return <Para tone="quiet">{`到期不自动续，不自动扣钱。${dateText(renewal.from)}起可以续下一期。`}</Para>
    case 'done':
      return (
        <List>
          <ListRow
            icon="shield"
            title="下一期已经续好"
            note={policyLine(renewal.next, now)}
            onTap={() => onPolicy(renewal.next.id)}
          />
        </List>
      )
    case 'now':
      if (!purchaseOn || !plan?.open) return null
      return (
        <Card title="续下一期" aside={policyState(policy, now) === 'ended' ? '已经到期' : '不断档'}>
          <Para inset tone="quiet">
            {policyState(policy, now) === 'ended'
              ? '现在续，明天 0 点起又有保障。'
              : `现在续，从 ${lastDay(policy)} 后一天接上，不用等到期。`}
          </Para>
          <Actions>
            <Button text={`续下一期，${joinText(plan.ownFen)}`} onTap={() => onRenew(plan.id)} />
          </Actions>
        </Card>
      )
  }
}

const certificateRows = (it: Policy) =>
  [
    { label: '编号', value: it.number },
    { label: '参加人', value: it.holder },
    { label: '从', value: `${fullDateText(Date.parse(it.inForceFrom))} 0 点` },
    { label: '到', value: `${fullDateText(Date.parse(it.inForceTo) - DAY)} 24 点` },
    { label: '全价', value: `${yuan(it.priceFen)} 元` },
    { label: '工会补贴', value: `${yuan(it.subsidyFen)} 元` },
    { label: '你付了', value: `${yuan(it.ownFen)} 元` },
  ].map((row) => ({ ...row, tone: 'quiet' as const }))
