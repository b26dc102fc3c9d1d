import { Login, useLogin } from '@/features/account'
import { back } from '@/platform'

export default function AccountLoginPage() {
  return <Login control={useLogin(back)} onBack={back} />
}
