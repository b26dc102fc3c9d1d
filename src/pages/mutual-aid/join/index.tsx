import { VerificationForm, useSession } from '@/features/account'
import { Join, useJoin, usePlans, usePolicies } from '@/features/mutual-aid'
import { go, replaceWith, switchTab, useParams } from '@/platform'

// In this page's place: back must not return to an order that is done.
const showPolicy = (id: string) => replaceWith('policy', { id })
const openLogin = () => go('login')
const openRecover = () => go('recover')
const openAid = () => switchTab('aid')

export default function MutualAidJoinPage() {
  const { planId, orderId } = useParams('join')
  const { state, worker } = useSession()
  const signedIn = state === 'member'
  const { data: plans } = usePlans()
  const { data: policies = [] } = usePolicies(signedIn)
  const join = useJoin(planId, orderId, signedIn)
  return (
    <Join
      join={join}
      plan={plans?.find((it) => it.id === planId)}
      policies={policies}
      verified={worker?.verified === true}
      verification={
        <VerificationForm onVerified={join.verified} onLogin={openLogin} onRecover={openRecover} />
      }
      onLogin={openLogin}
      onPolicy={showPolicy}
      onAid={openAid}
    />
  )
}
