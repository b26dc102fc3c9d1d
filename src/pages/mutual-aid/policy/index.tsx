import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useSession } from '@/features/account'
import { PolicyDetail, usePlans, usePolicies } from '@/features/mutual-aid'
import { go, switchTab, useParams } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'

const openPolicy = (id: string) => go('policy', { id })
const renew = (planId: string) => go('join', { planId })
const openAid = () => switchTab('aid')
const openLogin = () => go('login')

export default function MutualAidPolicyPage() {
  const { id } = useParams('policy')
  const signedIn = useSession().state === 'member'
  const policies = usePolicies(signedIn)
  const plans = usePlans()
  useDidShow(() => {
    policies.revisit()
  })
  usePullDownRefresh(() => void (signedIn ? policies.refresh() : Promise.resolve()).finally(endPullRefresh))
  return (
    <PolicyDetail
      policyId={id}
      policies={policies}
      plans={plans}
      onAid={openAid}
      onLogin={openLogin}
      onPolicy={openPolicy}
      onRenew={renew}
    />
  )
}
