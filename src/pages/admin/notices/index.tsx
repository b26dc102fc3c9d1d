import { DeadNotices } from '@/features/notices'
import { useMinute } from '@/platform/use-minute'
import { RoleGate } from '../../role-gate'

export default function AdminNoticesPage() {
  const now = useMinute()
  return (
    <RoleGate role="admin" title="没发出去的消息">
      {() => <DeadNotices now={now} />}
    </RoleGate>
  )
}
