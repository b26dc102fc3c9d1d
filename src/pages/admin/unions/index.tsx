import { Cases, useCases } from '@/features/union'
import { useMinute } from '@/platform/use-minute'
import { RoleGate } from '../../role-gate'

export default function AdminUnionsPage() {
  return (
    <RoleGate role="admin" title="入会申请">
      {() => <Deciding />}
    </RoleGate>
  )
}

const Deciding = () => <Cases control={useCases()} now={useMinute()} />
