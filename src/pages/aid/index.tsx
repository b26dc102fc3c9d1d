import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useSession } from '@/features/account'
import { AidHome, usePlans, usePolicies } from '@/features/mutual-aid'
import { go } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { MainTabs } from '../main-tabs'

const openPlan = (id: string) => go('plan', { id })
const openPolicy = (id: string) => go('policy', { id })
const openLogin = () => go('login')

const tabs = <MainTabs current="aid" />

export default function AidPage() {
  const signedIn = useSession().state === 'member'
  const plans = usePlans()
  const policies = usePolicies(signedIn)
  useDidShow(() => {
    plans.revisit()
    policies.revisit()
  })
  usePullDownRefresh(() => {
    const shown = signedIn ? [plans, policies] : [plans]
    void Promise.all(shown.map((it) => it.refresh())).finally(endPullRefresh)
  })
  return (
    <AidHome
      plans={plans}
      policies={policies}
      onPlan={openPlan}
      onPolicy={openPolicy}
      onLogin={openLogin}
      tabs={tabs}
    />
  )
}
