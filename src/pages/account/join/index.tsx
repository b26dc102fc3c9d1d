import { useDidShow } from '@tarojs/taro'
import { VerificationForm, useMe, useSession } from '@/features/account'
import { useAskCampaigns } from '@/features/campaigns'
import { JoinUnion, useUnion } from '@/features/union'
import { go, switchTab } from '@/platform'
import { useMinute } from '@/platform/use-minute'

const ways = {
  onLogin: () => go('login'),
  onConsents: () => go('consents'),
  onBenefits: () => switchTab('benefits'),
}
const openRecover = () => go('recover')
const nothing = () => undefined

export default function AccountJoinPage() {
  const { state } = useSession()
  const me = useMe()
  const signedIn = state === 'member'
  const askCampaigns = useAskCampaigns()
  const control = useUnion(signedIn ? me.data : undefined, () => {
    void me.refresh()
    askCampaigns()
  })
  useDidShow(() => {
    me.revisit()
    if (signedIn) control.applications.revisit()
  })
  return (
    <JoinUnion
      control={control}
      worker={signedIn ? me.data : undefined}
      verification={<VerificationForm onVerified={nothing} onLogin={ways.onLogin} onRecover={openRecover} />}
      now={useMinute()}
      {...ways}
    />
  )
}
