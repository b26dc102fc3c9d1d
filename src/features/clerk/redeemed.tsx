import { View } from '@tarojs/components'
import { occupationName } from '@/rules/eligibility'
import { Actions, Button, Card, Icon, Outcome, Screen, Stats } from '@/ui'
import type { Redeemed as Result } from './use-redeem'
import './redeemed.scss'

interface RedeemedProps {
  result: Result
  onScan: () => void
  onType: () => void
}

/** Hand it over: to whom, what, and what is left here. */
export function Redeemed({ result: { redemption, figures }, onScan, onType }: RedeemedProps) {
  const { worker, title, items } = redemption
  const who = [worker.maskedName, worker.occupation && occupationName(worker.occupation)].filter(Boolean)
  return (
    <Screen
      title="核销"
      back
      onBack={onType}
      foot={
        <Actions>
          <Button icon="scan" text="扫下一位" onTap={onScan} />
          <Button kind="quiet" size="mid" text="输数字" onTap={onType} />
        </Actions>
      }
    >
      <Outcome icon="check" tone="good" title="可以给他了" lead={who.join(' · ')} />
      <Card title={`${title} × 1`}>
        <View className="rdm-items">
          {items.map((it) => (
            <View className="rdm-item" key={it.name}>
              <Icon name="check" size={20} />
              {it.quantity === 1 ? it.name : `${it.name}\u00a0×\u00a0${it.quantity}`}
            </View>
          ))}
        </View>
      </Card>
      <Card>
        <Stats
          items={[
            { value: String(figures.received), label: '到货' },
            { value: String(figures.reserved), label: '预留' },
            { value: String(figures.redeemed), label: '已领' },
            { value: String(figures.left), label: '剩余' },
          ]}
        />
      </Card>
    </Screen>
  )
}
