import { useDidShow } from '@tarojs/taro'
import { Verify, useMe, useSession } from '@/features/account'
import { back, go } from '@/platform'

const openLogin = () => go('login')
const openRecover = () => go('recover')
const openPrivacy = () => go('privacy')

export default function AccountVerifyPage() {
  const me = useMe()
  useDidShow(me.revisit)
  return (
    <Verify
      session={useSession()}
      me={me}
      onLogin={openLogin}
      onRecover={openRecover}
      onPrivacy={openPrivacy}
      onDone={back}
    />
  )
}
