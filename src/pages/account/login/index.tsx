import { Login, useLogin } from '@/features/account'
import { back, replaceWith } from '@/platform'

// In this page's place: it asks for a login itself, and back must not lead to one.
const openRecover = () => replaceWith('recover')

export default function AccountLoginPage() {
  return <Login control={useLogin(back)} onBack={back} onLost={openRecover} />
}
