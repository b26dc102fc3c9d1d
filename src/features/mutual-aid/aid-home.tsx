import type { ReactNode } from 'react'
import type { Plan, Policy } from '@/contract'
import { serverNow } from '@/platform/call'
import { type QueryView, faultText, staleNotice } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import {
  Actions,
  Button,
  Card,
  EmptyState,
  ErrorState,
  List,
  ListRow,
  Notice,
  Pairs,
  Para,
  Screen,
  Section,
  SkeletonHero,
  SkeletonList,
  Sum,
} from '@/ui'
import { HelpButton } from './help-line'
import { OtherScheme } from './other-scheme'
import { coverRows, priceSigns, priceTerms, termText } from './plan-words'
import { PolicyCard } from './policy-card'
import { currentPolicy, policyLine, policyState } from './policy-words'
import type { PoliciesView } from './use-policies'

interface AidHomeProps {
  plans: QueryView<Plan[]>
  policies: PoliciesView
  onPlan: (planId: string) => void
  onPolicy: (policyId: string) => void
  onLogin: () => void
  tabs: ReactNode
}

/** What protects me; where nothing does, what I could join. */
export function AidHome({ plans, policies, onPlan, onPolicy, onLogin, tabs }: AidHomeProps) {
  const now = useMinute()
  const both = [plans, policies]
  // A policy is shown even where no plan could be heard of: it is needed most where the signal is worst.
  const known = policies.data && (plans.data ?? (policies.data.length > 0 ? [] : undefined))
  const fault = plans.fault ?? policies.fault
  const refresh = () => Promise.all(both.filter((it) => it.fault).map((it) => it.refresh()))
  return (
    <Screen
      title="保障"
      tabs={tabs}
      refreshing={both.some((it) => it.refreshing)}
      notice={fault && known && <Notice {...staleNotice(fault, { updatedAt: oldest(both), refresh }, now)} />}
    >
      {known ? (
        <Known {...{ now, onPlan, onPolicy, onLogin }} plans={known} policies={policies} />
      ) : fault ? (
        <>
          <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
          <Actions>
            <HelpButton kind="quiet" />
          </Actions>
        </>
      ) : (
        <>
          <SkeletonHero />
          <SkeletonList rows={2} />
        </>
      )}
    </Screen>
  )
}

/** When the older part came of what failed to renew; of those that never came there is no part. */
const oldest = (views: Pick<QueryView<unknown>, 'fault' | 'updatedAt'>[]): number =>
  Math.min(...views.filter((it) => it.fault && it.updatedAt > 0).map((it) => it.updatedAt), serverNow())

interface KnownProps extends Pick<AidHomeProps, 'onPlan' | 'onPolicy' | 'onLogin'> {
  plans: Plan[]
  policies: PoliciesView
  now: number
}

function Known({
  plans,
  policies: { data: policies = [], stranger },
  now,
  onPlan,
  onPolicy,
  onLogin,
}: KnownProps) {
  const policy = currentPolicy(policies, now)
  const past = policies.filter((it) => policyState(it, now) === 'ended')
  const offered = plans.filter(
    (it) => !policies.some((held) => held.planId === it.id && policyState(held, now) !== 'ended'),
  )
  const demo = plans.some((it) => it.demo) || policies.some((it) => it.demo)
  return (
    <>
      {policy && <Covered {...{ policy, now, onPlan, onPolicy }} />}
      {!policy && offered.length === 0 && (
        <EmptyState icon="shield" title="现在没有可参加的互助" note="有新的会放在这里" />
      )}
      {policy && offered.length > 0 && <Section title="还可以参加" />}
      {offered.map((it) => (
        <PlanOffer key={it.id} plan={it} onPlan={onPlan} />
      ))}
      <OtherScheme />
      {past.length > 0 && (
        <>
          <Section title="以前的" />
          <List>
            {past.map((it) => (
              <ListRow
                key={it.id}
                title={it.title}
                note={policyLine(it, now)}
                onTap={() => onPolicy(it.id)}
              />
            ))}
          </List>
        </>
      )}
      {stranger && (
        <List>
          <ListRow
            icon="me"
            title={policies.length > 0 ? '登录过期了，重新登录' : '参加过？登录看我的保障'}
            onTap={onLogin}
          />
        </List>
      )}
      {!policy && (
        <Actions>
          <HelpButton kind="quiet" />
        </Actions>
      )}
      {demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}

interface CoveredProps extends Pick<KnownProps, 'now' | 'onPlan' | 'onPolicy'> {
  policy: Policy
}

const Covered = ({ policy, now, onPlan, onPolicy }: CoveredProps) => (
  <>
    <PolicyCard policy={policy} now={now} />
    <List>
      <ListRow
        icon="shield"
        title="我的凭证"
        note={`编号 ${policy.number}`}
        onTap={() => onPolicy(policy.id)}
      />
      <ListRow icon="book" title="赔什么、不赔什么" onTap={() => onPlan(policy.planId)} />
    </List>
  </>
)

/** The price at a glance and what it pays; the rest, and joining, are on the plan's own page. */
const PlanOffer = ({ plan, onPlan }: { plan: Plan; onPlan: (planId: string) => void }) => (
  <Card title={plan.title} aside={`${termText(plan.termMonths)}，一个人一份`}>
    <Sum terms={priceTerms(plan)} signs={priceSigns} />
    <Pairs rows={coverRows(plan.covers).map(({ label, value }) => ({ label, value }))} />
    <Actions>
      <Button
        text="看赔什么、不赔什么"
        label={`${plan.title}，看赔什么、不赔什么`}
        onTap={() => onPlan(plan.id)}
      />
    </Actions>
  </Card>
)
