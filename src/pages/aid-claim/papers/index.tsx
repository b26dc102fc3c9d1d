import { useConsents, useSession } from '@/features/account'
import { Papers, useClaim } from '@/features/aid-claims'
import { back, useParams } from '@/platform'

export default function ClaimPapersPage() {
  const { id } = useParams('claimPapers')
  const claim = useClaim(id, useSession().state === 'member')
  const consented = useConsents().data?.health?.state === 'given'
  return <Papers claim={claim} claimId={id} consented={consented} onDone={back} />
}
