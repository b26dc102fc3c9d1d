import type { ReactNode } from 'react'
import type { Occupation, Order, Plan, Policy } from '@/contract'
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
import { HelpButton, helpNumber } from './help-line'
import { orderLines } from './order-words'
import { OtherScheme } from './other-scheme'
import { coverRows, priceSigns, priceTerms, termText } from './plan-words'
import { PolicyCard } from './policy-card'
import { currentPolicy, policyLine, policyState } from './policy-words'
import { isFor, listedText, occupationNames } from './subsidy-words'
import type { PoliciesView } from './use-policies'

interface AidHomeProps {
  plans: QueryView<Plan[]>
  policies: PoliciesView
  /** The caller's orders that are open, or whose money goes back. */
  orders: Order[] | undefined
  /** What the caller works as, where that is known. */
  occupation: Occupation | null
  onPlan: (planId: string) => void
  onPolicy: (policyId: string) => void
  onOrder: (order: Order) => void
  onCertificate: () => void
  onLogin: () => void
  /** What to do when something happened; without it, the number to ring. `protects`: whether a policy stands above it. */
  accident?: (protects: boolean) => ReactNode
  /** What is under way since something happened. */
  cases?: ReactNode
  tabs: ReactNode
}

const ring = (protects: boolean) => <HelpButton kind={protects ? 'primary' : 'quiet'} />

/** What protects me; where nothing does, what I could join. */
export function AidHome({
  plans,
  policies,
  orders = [],
  occupation,
  onPlan,
  onPolicy,
  onOrder,
  onCertificate,
  onLogin,
  accident = ring,
  cases,
  tabs,
}: AidHomeProps) {
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
        <Known
          {...{ now, orders, occupation, onPlan, onPolicy, onOrder, onCertificate, onLogin, accident, cases }}
          plans={known}
          policies={policies}
        />
      ) : fault ? (
        <>
          <ErrorState {...faultText(fault)} action={{ text: '重试', onTap: () => void refresh() }} />
          <Actions>{accident(false)}</Actions>
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

interface KnownProps extends Pick<
  AidHomeProps,
  'onPlan' | 'onPolicy' | 'onOrder' | 'onCertificate' | 'onLogin' | 'cases' | 'occupation'
> {
  orders: Order[]
  accident: (protects: boolean) => ReactNode
  plans: Plan[]
  policies: PoliciesView
  now: number
}

function Known({
  plans,
  policies: { data: policies = [], stranger },
  orders,
  occupation,
  now,
  onPlan,
  onPolicy,
  onOrder,
  onCertificate,
  onLogin,
  accident,
  cases,
}: KnownProps) {
  const policy = currentPolicy(policies, now)
  const held = policies.filter((it) => ['waiting', 'in-force'].includes(policyState(it, now)))
  const others = held.filter((it) => it.id !== policy?.id)
  const past = policies.filter((it) => !held.includes(it))
  const free = plans.filter((it) => !held.some(({ planId }) => planId === it.id))
  const offered = free.filter((it) => isFor(it, occupation))
  const elsewhere = free.filter((it) => !isFor(it, occupation))
  const demo = plans.some((it) => it.demo) || policies.some((it) => it.demo)
  return (
    <>
      {policy && <PolicyCard policy={policy} now={now} accident={accident(true)} />}
      {cases}
      {orders.length > 0 && (
        <List>
          {orders.map((it) => (
            <ListRow
              key={it.id}
              icon={it.refund ? 'coin' : 'clock'}
              {...orderLines(it, helpNumber)}
              onTap={it.refund ? undefined : () => onOrder(it)}
            />
          ))}
        </List>
      )}
      {!policy && offered.length === 0 && (
        <EmptyState icon="shield" title="现在没有可参加的互助" note="有新的会放在这里" />
      )}
      {policy && <PolicyPapers {...{ policy, onPlan, onPolicy }} />}
      {others.length > 0 && <PolicyRows title="也在保障你" policies={others} now={now} onPolicy={onPolicy} />}
      {policy && offered.length > 0 && <Section title="还可以参加" />}
      {offered.map((it) => (
        <PlanOffer key={it.id} plan={it} onPlan={onPlan} />
      ))}
      <OtherScheme />
      {elsewhere.length > 0 && (
        <>
          <Section title="给别的工种的" />
          <List>
            {elsewhere.map((it) => (
              <ListRow
                key={it.id}
                title={it.title}
                note={`给${occupationNames(it.occupations)}`}
                onTap={() => onPlan(it.id)}
              />
            ))}
          </List>
        </>
      )}
      {past.length > 0 && <PolicyRows title="以前的" policies={past} now={now} onPolicy={onPolicy} />}
      <List>
        <ListRow icon="scan" title="查凭证真假" note="谁都能查" onTap={onCertificate} />
      </List>
      {stranger && (
        <List>
          <ListRow
            icon="me"
            title={policies.length > 0 ? '登录过期了，重新登录' : '参加过？登录看我的保障'}
            onTap={onLogin}
          />
        </List>
      )}
      {!policy && <Actions>{accident(false)}</Actions>}
      {demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </>
  )
}

interface PolicyRowsProps extends Pick<KnownProps, 'now' | 'onPolicy'> {
  title: string
  policies: readonly Policy[]
}

const PolicyRows = ({ title, policies, now, onPolicy }: PolicyRowsProps) => (
  <>
    <Section title={title} />
    <List>
      {policies.map((it) => (
        <ListRow key={it.id} title={it.title} note={policyLine(it, now)} onTap={() => onPolicy(it.id)} />
      ))}
    </List>
  </>
)

interface PolicyPapersProps extends Pick<KnownProps, 'onPlan' | 'onPolicy'> {
  policy: Policy
}

/** What is looked up now and then; what is under way stands above it. */
const PolicyPapers = ({ policy, onPlan, onPolicy }: PolicyPapersProps) => (
  <List>
    <ListRow
      icon="shield"
      title="我的凭证"
      note={`编号 ${policy.number}`}
      onTap={() => onPolicy(policy.id)}
    />
    <ListRow icon="book" title="赔什么、不赔什么" onTap={() => onPlan(policy.planId)} />
  </List>
)

/** The price at a glance and what it pays; the rest, and joining, are on the plan's own page. */
const PlanOffer = ({ plan, onPlan }: { plan: Plan; onPlan: (planId: string) => void }) => (
  <Card title={plan.title} aside={`${termText(plan.termMonths)}，一个人一份`}>
    <Sum terms={priceTerms(plan)} signs={priceSigns} note={listedText(plan)} />
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
