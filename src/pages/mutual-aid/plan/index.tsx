import { useDidShow } from '@tarojs/taro'
import { useSession } from '@/features/account'
import { PlanDetail, usePlans, usePolicies } from '@/features/mutual-aid'
import { go, switchTab, useParams, useShare } from '@/platform'
import { useRequireSession } from '../../use-require-session'

const openPolicy = (id: string) => go('policy', { id })
const openFigures = () => go('aidFigures')
const openAid = () => switchTab('aid')

export default function MutualAidPlanPage() {
  const { id } = useParams('plan')
  const plans = usePlans()
  useShare({ title: '暖新：互助保障' })
  const { state, worker } = useSession()
  const policies = usePolicies(state === 'member')
  const requireSession = useRequireSession()
  useDidShow(() => {
    plans.revisit()
    policies.revisit()
  })
  return (
    <PlanDetail
      planId={id}
      plans={plans}
      policies={policies}
      occupation={worker?.occupation ?? null}
      onJoin={(planId) => requireSession(() => go('join', { planId }))}
      onPolicy={openPolicy}
      onAid={openAid}
      onFigures={openFigures}
    />
  )
}
