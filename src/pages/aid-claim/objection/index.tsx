import { useConsents, useSession } from '@/features/account'
import { Objection, useClaim } from '@/features/aid-claims'
import { back, useParams } from '@/platform'

export default function ClaimObjectionPage() {
  const { id } = useParams('claimObjection')
  const claim = useClaim(id, useSession().state === 'member')
  const consented = useConsents().data?.health?.state === 'given'
  return <Objection claim={claim} claimId={id} consented={consented} onDone={back} />
}
