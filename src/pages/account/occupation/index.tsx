import { useDidShow } from '@tarojs/taro'
import { OccupationPage, useMe, useOccupation, useSession } from '@/features/account'
import { back, go, switchTab } from '@/platform'

const openLogin = () => go('login')
const openStations = () => switchTab('stations')

export default function AccountOccupationPage() {
  const me = useMe()
  useDidShow(me.revisit)
  return (
    <OccupationPage
      session={useSession()}
      me={me}
      control={useOccupation()}
      onLogin={openLogin}
      onStations={openStations}
      onDone={back}
    />
  )
}
