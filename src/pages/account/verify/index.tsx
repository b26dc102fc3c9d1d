import { useDidShow } from '@tarojs/taro'
import { Verify, useMe, useSession } from '@/features/account'
import { back, go } from '@/platform'

const openLogin = () => go('login')
const openPrivacy = () => go('privacy')

export default function AccountVerifyPage() {
  const me = useMe()
  useDidShow(me.revisit)
  return <Verify session={useSession()} me={me} onLogin={openLogin} onPrivacy={openPrivacy} onDone={back} />
}
