import { VerificationForm, useSession } from '@/features/account'
import { Join, useJoin, usePlans, usePolicies } from '@/features/mutual-aid'
import { go, replaceWith, switchTab, useParams } from '@/platform'

// In this page's place: back must not return to an order that is done.
const showPolicy = (id: string) => replaceWith('policy', { id })
const openLogin = () => go('login')
const openRecover = () => go('recover')
const openAid = () => switchTab('aid')

export default function MutualAidJoinPage() {
  const { planId } = useParams('join')
  const signedIn = useSession().state === 'member'
  const { data: plans } = usePlans()
  const { data: policies = [] } = usePolicies(signedIn)
  const join = useJoin(planId, signedIn)
  return (
    <Join
      join={join}
      plan={plans?.find((it) => it.id === planId)}
      policies={policies}
      verification={
        <VerificationForm onVerified={join.verified} onLogin={openLogin} onRecover={openRecover} />
      }
      onLogin={openLogin}
      onPolicy={showPolicy}
      onAid={openAid}
    />
  )
}
