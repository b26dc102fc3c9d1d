import { useDidShow } from '@tarojs/taro'
import { Privacy, useConsentWord, useConsents, useMe, useSession } from '@/features/account'
import { go } from '@/platform'
import { useMinute } from '@/platform/use-minute'

const openLogin = () => go('login')

export default function AccountPrivacyPage() {
  const session = useSession()
  const me = useMe()
  const consents = useConsents()
  useDidShow(() => {
    me.revisit()
    if (session.state === 'member') consents.revisit()
  })
  return (
    <Privacy
      session={session}
      me={me}
      consents={consents}
      word={useConsentWord()}
      now={useMinute()}
      onLogin={openLogin}
    />
  )
}
