import { RecoveryCheck } from '@/features/clerk'
import { back, useParams } from '@/platform'
import { RoleGate } from '../../role-gate'

export default function ClerkRecoveryPage() {
  const { code } = useParams('recoveryCheck')
  return (
    <RoleGate role="clerk" title="手机丢了">
      {(worker) => <RecoveryCheck worker={worker} scanned={code} onDone={back} />}
    </RoleGate>
  )
}
