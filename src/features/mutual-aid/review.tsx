import type { ReactNode } from 'react'
import type { Plan, Quote } from '@/contract'
import { useMinute } from '@/platform/use-minute'
import { DAY } from '@/rules/shanghai'
import { fullDateText } from '@/rules/wording'
import { Actions, Bullets, Button, Card, Notice, Pairs, Para, Screen, Sum } from '@/ui'
import { coolingText, coverRows, joinText, operatorText, priceSigns, priceTerms } from './plan-words'
import { startText } from './policy-words'
import type { JoinControl } from './use-join'

interface ReviewProps {
  join: JoinControl
  plan: Plan | undefined
  verified: boolean
  quote: Quote
  children?: ReactNode
}

/** All that must be known before paying, once more and on one screen. */
export function Review({ join, plan, verified, quote, children }: ReviewProps) {
  const now = useMinute()
  const { state } = join
  const told = state.at === 'review' ? state.told : undefined
  // A list the union was given may take off more: whether it names him shows once it is known who he is.
  const unknown =
    !verified && plan?.subsidies.some((it) => it.listed && it.amountFen > quote.subsidyFen) === true
  return (
    <Screen
      title="参加互助"
      back
      foot={
        <Actions>
          <Button
            text={unknown ? '先填是谁，看我付多少' : joinText(quote.ownFen)}
            busy={state.at === 'ordering'}
            onTap={() => join.confirm(unknown)}
          />
        </Actions>
      }
    >
      {told && <Notice kind={quote.ownFen === 0 ? 'info' : 'warn'}>{told}</Notice>}
      {unknown && <Notice kind="info">名单里的人少付或不用付。填了是谁，就知道名单里有没有你。</Notice>}
      <Card title={plan?.title ?? '互助'}>
        <Sum terms={priceTerms(quote)} signs={priceSigns} note={plan && operatorText(plan)} />
      </Card>
      <Card title="保障期">
        <Pairs
          rows={[
            {
              label: quote.ownFen === 0 ? '今天参加，从' : '今天付，从',
              value: startText(Date.parse(quote.inForceFrom), now),
              tone: 'open',
            },
            { label: '到', value: `${fullDateText(Date.parse(quote.inForceTo) - DAY)} 24 点`, tone: 'quiet' },
          ]}
        />
        <Para inset tone="quiet">
          到期不自动续，不自动扣钱。{plan && coolingText(plan, quote.ownFen)}
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
