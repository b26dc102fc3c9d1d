import type { Order } from '@/contract'
import { clockText, yuan } from '@/rules/wording'
import { Actions, Button, Card, Notice, Pairs, Sheet } from '@/ui'

interface PaymentSheetProps {
  order: Order
  paying: boolean
  onPay: () => void
  onClose: () => void
}

/** Stands where WeChat's payment window will: it says plainly that no money moves. */
export function PaymentSheet({ order, paying, onPay, onClose }: PaymentSheetProps) {
  const close = paying ? () => undefined : onClose
  return (
    <Sheet title={`付 ${yuan(order.ownFen)} 元`} onClose={close}>
      <Notice kind="info">演示支付，不花真钱</Notice>
      <Card>
        <Pairs
          rows={[
            { label: '参加', value: order.title, tone: 'quiet' },
            { label: '给你留到', value: clockText(Date.parse(order.payBy)), tone: 'quiet' },
            { label: '你付', value: `${yuan(order.ownFen)} 元`, tone: 'amount', strong: true },
          ]}
        />
      </Card>
      <Actions>
        <Button icon="coin" text="演示付款" busy={paying} onTap={onPay} />
        <Button kind="quiet" size="mid" text="先不付" disabled={paying} onTap={onClose} />
      </Actions>
    </Sheet>
  )
}
