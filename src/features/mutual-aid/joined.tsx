import type { Order, Policy } from '@/contract'
import { DAY } from '@/rules/shanghai'
import { dateText, fullDateText, yuan } from '@/rules/wording'
import { Actions, Button, Card, Outcome, Pairs, Para, Screen } from '@/ui'
import { helpNumber } from './help-line'

interface JoinedProps {
  order: Order
  policies: readonly Policy[]
  onPolicy: (policyId: string) => void
  onAid: () => void
}

/** The policy is there. */
export function Joined({ order: { ownFen, policyId }, policies, onPolicy, onAid }: JoinedProps) {
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
              { label: '你付了', value: ownFen === 0 ? '没花钱' : `${yuan(ownFen)} 元`, tone: 'quiet' },
            ]}
          />
        </Card>
      )}
      <Para tone="quiet" center>{`出了事打 ${helpNumber}，工会的人帮你报`}</Para>
    </Screen>
  )
}
