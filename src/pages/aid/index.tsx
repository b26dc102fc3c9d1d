import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import type { Order } from '@/contract'
import { useSession } from '@/features/account'
import { AidHome, useOrders, usePlans, usePolicies } from '@/features/mutual-aid'
import { go } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { MainTabs } from '../main-tabs'

const openPlan = (id: string) => go('plan', { id })
const openPolicy = (id: string) => go('policy', { id })
const openOrder = ({ id, planId }: Order) => go('join', { planId, orderId: id })
const openCertificate = () => go('certificate')
const openLogin = () => go('login')

const tabs = <MainTabs current="aid" />

export default function AidPage() {
  const { state, worker } = useSession()
  const signedIn = state === 'member'
  const plans = usePlans()
  const policies = usePolicies(signedIn)
  const orders = useOrders(signedIn)
  useDidShow(() => {
    plans.revisit()
    policies.revisit()
    if (signedIn) orders.revisit()
  })
  usePullDownRefresh(() => {
    const shown = signedIn ? [plans, policies, orders] : [plans]
    void Promise.all(shown.map((it) => it.refresh())).finally(endPullRefresh)
  })
  return (
    <AidHome
      plans={plans}
      policies={policies}
      orders={orders.data}
      occupation={worker?.occupation ?? null}
      onPlan={openPlan}
      onPolicy={openPolicy}
      onOrder={openOrder}
      onCertificate={openCertificate}
      onLogin={openLogin}
      tabs={tabs}
    />
  )
}
