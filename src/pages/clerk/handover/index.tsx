import { Handover } from '@/features/clerk'
import { RoleGate } from '../../role-gate'

export default function ClerkHandoverPage() {
  return (
    <RoleGate role="clerk" title="交接班">
      {(worker) => <Handover worker={worker} />}
    </RoleGate>
  )
}
