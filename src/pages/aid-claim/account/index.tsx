import { useSession } from '@/features/account'
import { PayoutAccountForm, usePayoutAccount } from '@/features/aid-claims'
import { back, go } from '@/platform'

const openVerify = () => go('verify')
const openLogin = () => go('login')

export default function PayoutAccountPage() {
  const signedIn = useSession().state === 'member'
  const control = usePayoutAccount(signedIn)
  return (
    <PayoutAccountForm
      control={control}
      signedIn={signedIn}
      onVerify={openVerify}
      onLogin={openLogin}
      onDone={back}
    />
  )
}
