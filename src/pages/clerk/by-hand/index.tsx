import { ByHand } from '@/features/clerk'
import { back } from '@/platform'
import { RoleGate } from '../../role-gate'

export default function ClerkByHandPage() {
  return (
    <RoleGate role="clerk" title="手机没电">
      {(worker) => <ByHand worker={worker} onDone={back} />}
    </RoleGate>
  )
}
