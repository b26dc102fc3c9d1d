import type { Plan } from '@/contract'
import { type QueryView, faultText, staleNotice } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { termAfter } from '@/rules/premium'
import {
  Actions,
  Bullets,
  Button,
  Card,
  EmptyState,
  ErrorState,
  Notice,
  Pairs,
  Para,
  Screen,
  SkeletonHero,
  SkeletonList,
  Sum,
} from '@/ui'
import { helpNumber } from './help-line'
import { OtherScheme } from './other-scheme'
import { coverRows, joinText, operatorText, priceSigns, priceTerms, termText } from './plan-words'
import { currentPolicy, startText } from './policy-words'
import { purchaseOn } from './purchase'
import type { PoliciesView } from './use-policies'

interface PlanDetailProps {
  planId: string
  plans: QueryView<Plan[]>
  policies: PoliciesView
  onJoin: (planId: string) => void
  onPolicy: (policyId: string) => void
  onAid: () => void
}

/** A plan on one screen: what it costs, pays and does not pay, from when, and who runs it. */
export function PlanDetail({ planId, plans, policies, onJoin, onPolicy, onAid }: PlanDetailProps) {
  const now = useMinute()
  const { data, fault } = plans
  const plan = data?.find((it) => it.id === planId)
  const retry = { text: '重试', onTap: () => void plans.refresh() }
  if (!plan) {
    return (
      <Screen title="互助保障" back>
        {data ? (
          <EmptyState icon="shield" title="没有这项互助" action={{ text: '看看别的', onTap: onAid }} />
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
  const held = currentPolicy(
    (policies.data ?? []).filter((it) => it.planId === plan.id),
    now,
  )
  const joinable = purchaseOn && plan.open
  return (
    <Screen
      title={plan.title}
      back
      notice={fault && <Notice {...staleNotice(fault, plans, now)} />}
      foot={
        held ? (
          <Actions>
            <Button kind="quiet" text="看我的保障" onTap={() => onPolicy(held.id)} />
          </Actions>
        ) : joinable ? (
          <Actions>
            <Button text={joinText(plan.ownFen)} onTap={() => onJoin(plan.id)} />
          </Actions>
        ) : undefined
      }
    >
      {!held && !joinable && (
        <Notice kind="info">{`这里现在不能参加。想参加，打 ${helpNumber} 问工会。`}</Notice>
      )}
      <Card>
        <Para inset tone="quiet">{`${termText(plan.termMonths)}，一个人一份`}</Para>
        <Sum terms={priceTerms(plan)} signs={priceSigns} note={operatorText(plan)} />
      </Card>
      <Card>
        <Pairs rows={coverRows(plan.covers)} />
      </Card>
      <Card title="这些不赔" tone="sunk">
        <Bullets mark="no" items={plan.exclusions} />
      </Card>
      <Para tone="quiet">
        {`${startText(termAfter(now, plan.termMonths).from, now)}生效，到期不自动续、不自动扣钱。满 ${plan.minAge} 到 ${plan.maxAge} 周岁可以参加。`}
      </Para>
      <Card title="出事后要准备">
        <Bullets mark="yes" items={plan.papers} />
      </Card>
      <Para tone="quiet">{`出事后尽早打 ${helpNumber}，晚报也会说明怎么办。`}</Para>
      <OtherScheme />
      <Para tone="quiet">工会会员互相帮，不营利，俗称保险。</Para>
    </Screen>
  )
}
