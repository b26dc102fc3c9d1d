import { useDidShow } from '@tarojs/taro'
import { Devices, useDevices, useMe, useSession } from '@/features/account'
import { go } from '@/platform'
import { useMinute } from '@/platform/use-minute'

const openLogin = () => go('login')

export default function AccountDevicesPage() {
  const session = useSession()
  const me = useMe()
  const control = useDevices()
  useDidShow(() => {
    me.revisit()
    if (session.state === 'member') control.view.revisit()
  })
  return <Devices session={session} me={me} control={control} now={useMinute()} onLogin={openLogin} />
}
