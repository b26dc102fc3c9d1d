import type { Plan, Policy } from '@/contract'
import { type QueryView, faultText, staleNotice } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { fullDateText, yuan } from '@/rules/wording'
import {
  Bullets,
  Card,
  EmptyState,
  ErrorState,
  Notice,
  Pairs,
  Para,
  Screen,
  SkeletonHero,
  SkeletonList,
} from '@/ui'
import { DAY } from '@/rules/shanghai'
import { OtherScheme } from './other-scheme'
import { coverRows, operatorText } from './plan-words'
import { PolicyCard } from './policy-card'
import type { PoliciesView } from './use-policies'

interface PolicyDetailProps {
  policyId: string
  policies: PoliciesView
  plans: QueryView<Plan[]>
  onAid: () => void
  onLogin: () => void
}

/** A policy's certificate, with what it pays, what it does not, and what to have ready. */
export function PolicyDetail({ policyId, policies, plans, onAid, onLogin }: PolicyDetailProps) {
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
  return (
    <Screen
      title="我的保障"
      back
      refreshing={policies.refreshing}
      notice={fault && <Notice {...staleNotice(fault, policies, now)} />}
    >
      <PolicyCard policy={policy} now={now} />
      <Card title="凭证">
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
    </Screen>
  )
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
