import { occupationName } from '@/rules/eligibility'
import { Card, Notice, Outcome, Screen, Stats } from '@/ui'
import { Handed } from './handed'
import { Next } from './next'
import { Undo } from './undo'
import type { Redeemed as Result } from './use-redeem'

interface RedeemedProps {
  result: Result
  /** When, epoch ms by the server's clock. */
  at: number
  undo?: 'sending' | Error
  onUndo: () => void
  onScan?: () => void
  onType: () => void
}

/** Hand it over: to whom, what, and what is left here. */
export function Redeemed({ result, at, undo, onUndo, onScan, onType }: RedeemedProps) {
  const { redemption, figures } = result
  const { worker, title, items, variant, usesLeft } = redemption
  const who = [worker.maskedName, worker.occupation && occupationName(worker.occupation)].filter(Boolean)
  return (
    <Screen title="核销" back onBack={onType} foot={<Next onScan={onScan} onType={onType} />}>
      <Outcome icon="check" tone="good" title="可以给他了" lead={who.join(' · ')} />
      <Handed title={`${[title, variant].filter(Boolean).join(' · ')} × 1`} items={items} />
      {redemption.by === 'hand' && <Notice kind="info">手工核销，账本上做了记号</Notice>}
      {usesLeft !== undefined && usesLeft > 0 && <Notice kind="info">{`他这张还能用 ${usesLeft} 次`}</Notice>}
      <Undo
        at={at}
        note="账本会记一笔"
        busy={undo === 'sending'}
        fault={undo instanceof Error ? undo : undefined}
        onUndo={onUndo}
      />
      <Card>
        <Stats
          items={[
            { value: String(figures.received), label: '到货' },
            { value: String(figures.reserved), label: '预留' },
            { value: String(figures.redeemed), label: '已核销' },
            { value: String(figures.left), label: '剩余' },
          ]}
        />
      </Card>
    </Screen>
  )
}
