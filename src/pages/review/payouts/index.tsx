import { Payouts, usePayouts } from '@/features/reviewer'
import { go } from '@/platform'
import { useMinute } from '@/platform/use-minute'
import { RoleGate } from '../../role-gate'

export default function PayoutsPage() {
  return (
    <RoleGate role="reviewer" title="打款">
      {() => <Paying />}
    </RoleGate>
  )
}

const Paying = () => (
  <Payouts control={usePayouts()} now={useMinute()} onCase={(id) => go('reviewCase', { id })} />
)
