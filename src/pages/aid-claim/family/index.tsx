import { useSession } from '@/features/account'
import { FamilyCodes, useFamilyCodes } from '@/features/aid-claims'
import { go, useParams } from '@/platform'
import { useMinute } from '@/platform/use-minute'

const openLogin = () => go('login')

export default function FamilyCodesPage() {
  const { policyId } = useParams('familyCodes')
  const signedIn = useSession().state === 'member'
  const codes = useFamilyCodes(policyId, signedIn)
  return <FamilyCodes codes={codes} signedIn={signedIn} now={useMinute()} onLogin={openLogin} />
}
