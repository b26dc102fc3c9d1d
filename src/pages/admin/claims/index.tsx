import { Oversight, useOversight } from '@/features/reviewer'
import { useMinute } from '@/platform/use-minute'
import { RoleGate } from '../../role-gate'

export default function AdminClaimsPage() {
  return (
    <RoleGate role="admin" title="互助金办得怎样">
      {() => <Watching />}
    </RoleGate>
  )
}

const Watching = () => <Oversight control={useOversight()} now={useMinute()} />
