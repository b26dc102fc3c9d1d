import { useDidShow } from '@tarojs/taro'
import { MyData, useMyData, useSession } from '@/features/account'
import { go } from '@/platform'
import { useMinute } from '@/platform/use-minute'

const openLogin = () => go('login')

export default function AccountExportPage() {
  const session = useSession()
  const control = useMyData()
  useDidShow(() => {
    if (session.state === 'member') control.view.revisit()
  })
  return <MyData session={session} control={control} now={useMinute()} onLogin={openLogin} />
}
