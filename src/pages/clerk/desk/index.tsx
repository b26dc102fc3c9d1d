import { useMe, useSession } from '@/features/account'
import { ClerkDesk } from '@/features/clerk'
import { back, go, useParams } from '@/platform'

const openLogin = () => go('login')

export default function ClerkDeskPage() {
  const { code } = useParams('desk')
  const { state } = useSession()
  const me = useMe()
  return (
    <ClerkDesk
      caller={state === 'member' ? me : undefined}
      scanned={code}
      onLogin={openLogin}
      onBack={back}
    />
  )
}
