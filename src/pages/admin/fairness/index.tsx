import { Fairness, useFairness } from '@/features/fairness'
import { useMinute } from '@/platform/use-minute'
import { RoleGate } from '../../role-gate'

export default function AdminFairnessPage() {
  return (
    <RoleGate role="admin" title="公平领取">
      {() => <Watching />}
    </RoleGate>
  )
}

const Watching = () => <Fairness control={useFairness()} now={useMinute()} />
