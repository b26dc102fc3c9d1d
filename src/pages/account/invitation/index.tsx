import type { Worker } from '@/contract'
import { useMe, useSession, workerHeard } from '@/features/account'
import { Acceptance, useAcceptance } from '@/features/staff'
import { back, go, replaceWith, useParams } from '@/platform'

const openLogin = () => go('login')
// In this page's place: the code is used up.
const openDesk = () => replaceWith('desk')

export default function AccountInvitationPage() {
  const { code } = useParams('invitation')
  const { state } = useSession()
  const { refresh } = useMe()
  const heard = (worker: Worker | undefined) => (worker ? workerHeard(worker) : void refresh())
  return (
    <Acceptance
      control={useAcceptance(code, heard)}
      member={state === 'member'}
      onLogin={openLogin}
      onDesk={openDesk}
      onDone={back}
    />
  )
}
