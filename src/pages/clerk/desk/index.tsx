import { Desk } from '@/features/clerk'
import { go, useParams } from '@/platform'
import { RoleGate } from '../../role-gate'

const openRecovery = () => go('recoveryCheck')

export default function ClerkDeskPage() {
  const { code } = useParams('desk')
  return (
    <RoleGate role="clerk" title="工作台">
      {(worker) => <Desk worker={worker} scanned={code} onRecovery={openRecovery} />}
    </RoleGate>
  )
}
