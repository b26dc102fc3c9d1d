import { useDidShow } from '@tarojs/taro'
import { Privacy, useMe, useSession } from '@/features/account'
import { go } from '@/platform'

const ways = {
  onLogin: () => go('login'),
  onConsents: () => go('consents'),
  onExport: () => go('export'),
  onLeave: () => go('leave'),
}

export default function AccountPrivacyPage() {
  const me = useMe()
  useDidShow(me.revisit)
  return <Privacy session={useSession()} me={me} {...ways} />
}
