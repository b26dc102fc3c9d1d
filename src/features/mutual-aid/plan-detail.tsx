import type { Occupation, Plan } from '@/contract'
import { occupationName } from '@/rules/eligibility'
import { type QueryView, faultText, staleNotice } from '@/platform/query-view'
import { useMinute } from '@/platform/use-minute'
import { termAfter } from '@/rules/premium'
import { momentText } from '@/rules/wording'
import {
  Actions,
  Bullets,
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
  SkeletonHero,
  SkeletonList,
  Sum,
} from '@/ui'
import { helpNumber } from './help-line'
import { OtherScheme } from './other-scheme'
import {
  coolingText,
  coverRows,
  joinText,
  operatorText,
  priceSigns,
  priceTerms,
  termText,
} from './plan-words'
import { currentPolicy, renewalOf, startText } from './policy-words'
import { purchaseOn } from './purchase'
import { isFor, listedText, occupationNames, subsidyRows } from './subsidy-words'
import type { PoliciesView } from './use-policies'

interface PlanDetailProps {
  planId: string
  plans: QueryView<Plan[]>
  policies: PoliciesView
  /** What the caller works as, where that is known. */
  occupation: Occupation | null
  onJoin: (planId: string) => void
  onPolicy: (policyId: string) => void
  onAid: () => void
  /** What such plans have done so far. */
  onFigures: () => void
}

/** A plan on one screen: what it costs, pays and does not pay, from when, and who runs it. */
export function PlanDetail({
  planId,
  plans,
  policies,
  occupation,
  onJoin,
  onPolicy,
  onAid,
  onFigures,
}: PlanDetailProps) {
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
  const renewable = held && renewalOf(held, policies.data ?? [], now).state === 'now'
  const closed = purchaseOn ? closedText(plan, occupation, now) : notHere
  // Whether a list names him shows once it is known who he is.
  const joining = listedText(plan) === undefined ? joinText(plan.ownFen) : '参加，看我付多少'
  const join = closed === undefined && (!held || renewable)
  return (
    <Screen
      title={plan.title}
      back
      notice={fault && <Notice {...staleNotice(fault, plans, now)} />}
      foot={
        (held || join) && (
          <Actions>
            {join && (
              <Button text={renewable ? `续下一期，${joining}` : joining} onTap={() => onJoin(plan.id)} />
            )}
            {held && (
              <Button
                kind="quiet"
                size={join ? 'mid' : 'main'}
                text="看我的保障"
                onTap={() => onPolicy(held.id)}
              />
            )}
          </Actions>
        )
      }
    >
      {!held && closed !== undefined && <Notice kind="info">{closed}</Notice>}
      <Card>
        <Para
          inset
          tone="quiet"
        >{`${termText(plan.termMonths)}，一个人一份${plan.occupations.length > 0 ? `，给${occupationNames(plan.occupations)}` : ''}`}</Para>
        <Sum terms={priceTerms(plan)} signs={priceSigns} note={operatorText(plan)} />
      </Card>
      <Card title="赔什么">
        <Pairs rows={coverRows(plan.covers)} />
      </Card>
      <Card title="这些不赔" tone="sunk">
        <Bullets mark="no" items={plan.exclusions} />
      </Card>
      <Para tone="quiet">
        {`${startText(termAfter(now, plan.termMonths).from, now)}生效，到期不自动续、不自动扣钱。${coolingText(plan, plan.ownFen)}满 ${plan.minAge} 到 ${plan.maxAge} 周岁可以参加。`}
      </Para>
      {plan.subsidies.length > 0 && (
        <Card title="谁帮你出钱">
          <Pairs rows={subsidyRows(plan)} />
          {plan.subsidies.length > 1 && (
            <Para inset tone="quiet">
              有几份的，自动用补得最多的那份。
            </Para>
          )}
        </Card>
      )}
      <Card title="出事后要准备">
        <Bullets mark="yes" items={plan.papers} />
      </Card>
      <Para tone="quiet">{`出事后尽早打 ${helpNumber}，晚报也会说明怎么办。`}</Para>
      <List>
        <ListRow icon="list" title="互助办了多少事" note="报案、给付、多少天到账" onTap={onFigures} />
      </List>
      <OtherScheme />
      <Para tone="quiet">工会会员互相帮，不营利，俗称保险。</Para>
    </Screen>
  )
}

const notHere = `这里现在不能参加。想参加，打 ${helpNumber} 问工会。`

/** Why it cannot be joined now; undefined where it can. */
function closedText(plan: Plan, occupation: Occupation | null, now: number): string | undefined {
  if (!isFor(plan, occupation)) {
    const yours = occupation ? `，你登记的是${occupationName(occupation)}` : ''
    return `这项互助是给${occupationNames(plan.occupations)}的${yours}。`
  }
  if (plan.open) return undefined
  const opens = plan.opensAt === null ? undefined : Date.parse(plan.opensAt)
  return opens !== undefined && opens > now ? `${momentText(opens)}起可以参加。` : notHere
}
