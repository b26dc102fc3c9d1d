import type { ReactNode } from 'react'
import type { Order } from '@/contract'
import { clockText, yuan } from '@/rules/wording'
import { Actions, Button, Notice, Outcome, Pairs, Card, Screen } from '@/ui'
import { helpNumber } from './help-line'
import type { JoinState } from './join-machine'
import { refundText } from './order-words'
import type { JoinControl } from './use-join'

/** What can be said of a payment: never more than is known, and never that it may be paid twice. */

interface StateProps {
  join: JoinControl
  order: Order
  onAid: () => void
}

/** Under the window in which one pays; what there is to do if that says nothing. */
export const Paying = ({ join, order, onAid, children }: StateProps & { children?: ReactNode }) => (
  <Screen
    title="付款"
    foot={
      <Actions>
        <Button text="付完了，查结果" onTap={join.returned} />
        <Button kind="quiet" size="mid" text="先不参加" onTap={onAid} />
      </Actions>
    }
  >
    <Outcome icon="coin" tone="lamp" title="在微信里付款" lead={`付 ${yuan(order.ownFen)} 元`} />
    <OrderCard order={order} />
    {children}
  </Screen>
)

/** Askings after which it has taken longer than it usually does. */
const slowAfter = 10

export function Checking({ state, onAid }: { state: JoinState & { at: 'checking' }; onAid: () => void }) {
  const { asked, offline, order, paidFor } = state
  return (
    <Screen
      title="付款"
      notice={offline ? <Notice kind="offline">没信号 · 有信号就接着查</Notice> : undefined}
      foot={
        <Actions>
          <Button kind="quiet" text="先去忙，回头看" onTap={onAid} />
        </Actions>
      }
    >
      <Outcome
        icon="clock"
        tone="lamp"
        title={asked >= slowAfter ? '付款结果还没到' : '正在等付款结果'}
        lead="先别再付"
        note={
          paidFor
            ? '微信说付成了，一般几秒就到。付成了，保障里就有，不用等在这里。'
            : '还不知道付没付成。付成了，保障里就有，不用等在这里。'
        }
      />
      <OrderCard order={order} />
    </Screen>
  )
}

export function Unpaid({ join, onAid, order, told }: StateProps & { told?: string }) {
  return (
    <Screen
      title="付款"
      notice={told && <Notice kind="warn">{told}</Notice>}
      foot={
        <Actions>
          <Button text="再付一次" onTap={join.pay} />
          <Button kind="quiet" size="mid" text="先不参加" onTap={onAid} />
        </Actions>
      }
    >
      <Outcome
        icon="cross"
        tone="stop"
        title="还没付成"
        lead="没有收到你的付款"
        note="再付一次也不会重复扣。要是刚才扣了钱，保障会自己到。"
      />
      <OrderCard order={order} />
    </Screen>
  )
}

/** Where the app is not in WeChat, or its user is not logged in by it. */
export const Elsewhere = ({ onAid, order, told }: Omit<StateProps, 'join'> & { told: string }) => (
  <Screen
    title="付款"
    foot={
      <Actions>
        <Button kind="quiet" text="回保障" onTap={onAid} />
      </Actions>
    }
  >
    <Outcome icon="phone" tone="lamp" title="到微信里付" lead={`付 ${yuan(order.ownFen)} 元`} note={told} />
    <OrderCard order={order} />
  </Screen>
)

export function Expired({ join, onAid, order }: StateProps) {
  const { refund } = order
  return (
    <Screen
      title="付款"
      foot={
        <Actions>
          <Button text="重新参加" onTap={join.restart} />
          <Button kind="quiet" size="mid" text="先不参加" onTap={onAid} />
        </Actions>
      }
    >
      <Outcome
        icon="clock"
        tone="shut"
        title="订单过期了"
        lead={refund ? refundText(refund, helpNumber) : '没有收到你的付款'}
        note={`30 分钟没付，订单取消了。${refund ? '' : '要是扣了钱，会原路退回。'}重新参加不用再填身份。`}
      />
    </Screen>
  )
}

const OrderCard = ({ order }: { order: Order }) => (
  <Card>
    <Pairs
      rows={[
        { label: '参加', value: order.title, tone: 'quiet' },
        { label: '给你留到', value: clockText(Date.parse(order.payBy)), tone: 'quiet' },
        { label: '你付', value: `${yuan(order.ownFen)} 元`, tone: 'amount', strong: true },
      ]}
    />
  </Card>
)
