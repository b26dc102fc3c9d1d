import { Desk } from '@/features/clerk'
import { go, useParams } from '@/platform'
import { RoleGate } from '../../role-gate'

const ways = {
  onQueue: () => go('scanQueue'),
  onByHand: () => go('byHand'),
  onStock: () => go('stock'),
  onRecovery: () => go('recoveryCheck'),
  onPresence: () => go('presence'),
  onMissing: () => go('missing'),
}

export default function ClerkDeskPage() {
  const { code } = useParams('desk')
  return (
    <RoleGate role="clerk" title="工作台">
      {(worker) => <Desk worker={worker} scanned={code} {...ways} />}
    </RoleGate>
  )
}
