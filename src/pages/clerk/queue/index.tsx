import { QueueScreen } from '@/features/clerk'
import { RoleGate } from '../../role-gate'

export default function ClerkQueuePage() {
  return (
    <RoleGate role="clerk" title="没信号时扫的">
      {(worker) => <QueueScreen worker={worker} />}
    </RoleGate>
  )
}
