import { Recover, useRecovery, useSession } from '@/features/account'
import { back, go, replaceWith } from '@/platform'
import { useMinute } from '@/platform/use-minute'
import { useShown } from '@/platform/use-shown'

const openLogin = () => go('login')
const openWallet = () => replaceWith('wallet')

export default function AccountRecoverPage() {
  const now = useMinute()
  return (
    <Recover
      session={useSession()}
      control={useRecovery(useShown(), now)}
      now={now}
      onLogin={openLogin}
      onWallet={openWallet}
      onDone={back}
    />
  )
}
