import type { ReactNode } from 'react'
import type { Plan, Policy } from '@/contract'
import { Lead, Screen, SkeletonHero, SkeletonList, StepBar } from '@/ui'
import { Joined } from './joined'
import { PaymentSheet } from './payment-sheet'
import { Checking, Elsewhere, Expired, Paying, Unpaid } from './payment-states'
import { Review } from './review'
import { Stopped } from './stopped'
import type { JoinControl } from './use-join'

interface JoinProps {
  join: JoinControl
  /** The plan that is joined; undefined while it is on its way. */
  plan: Plan | undefined
  /** The caller's policies, to say what was issued. */
  policies: readonly Policy[]
  /** Whether it is known who the caller is. */
  verified: boolean
  /** Asks who joins; calls `join.verified` when that is known. */
  verification: ReactNode
  onLogin: () => void
  onPolicy: (policyId: string) => void
  onAid: () => void
}

/** Joining a plan, from the price to the policy. */
export function Join(props: JoinProps) {
  const { join, plan, verification, verified, onAid } = props
  const { state } = join
  switch (state.at) {
    case 'quoting':
    case 'finding':
      return <Loading title={state.at === 'quoting' ? '参加互助' : '付款'} />
    case 'stopped':
      return <Stopped {...props} fault={state.fault} />
    case 'review':
    case 'ordering':
      return <Review {...{ join, plan, verified }} quote={state.quote} />
    case 'identity':
      return (
        <Screen title="参加互助" back onBack={join.stepBack}>
          <StepBar total={2} at={1} />
          <Lead
            title="是谁参加？"
            note={state.reprice ? '填了才知道名单里有没有你' : '填一次，以后不用再填'}
          />
          {verification}
        </Screen>
      )
    case 'to-pay':
    case 'paying': {
      const { order, quote } = state
      const paying = state.at === 'paying'
      if (order.provider === 'wechat') return <Paying {...{ join, order, onAid }} />
      const sheet = <PaymentSheet order={order} paying={paying} onPay={join.pay} onClose={join.stepBack} />
      if (!quote) return <Paying {...{ join, order, onAid }}>{sheet}</Paying>
      return <Review {...{ join, plan, verified, quote }}>{sheet}</Review>
    }
    case 'checking':
      return <Checking state={state} onAid={onAid} />
    case 'unpaid':
      return <Unpaid {...{ join, onAid }} order={state.order} told={state.told} />
    case 'elsewhere':
      return <Elsewhere order={state.order} told={state.told} onAid={onAid} />
    case 'expired':
      return <Expired {...{ join, onAid }} order={state.order} />
    case 'paid':
      return <Joined {...props} order={state.order} />
  }
}

const Loading = ({ title }: { title: string }) => (
  <Screen title={title} back>
    <SkeletonHero />
    <SkeletonList rows={4} />
  </Screen>
)
