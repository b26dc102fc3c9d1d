import { Login, useLogin } from '@/features/account'
import { back, switchTab } from '@/platform'

const openStations = () => switchTab('stations')

export default function AccountLoginPage() {
  return <Login control={useLogin(back)} onStations={openStations} onBack={back} />
}
