import { Presence } from '@/features/clerk'
import { useShown } from '@/platform/use-shown'
import { RoleGate } from '../../role-gate'

export default function ClerkPresencePage() {
  const shown = useShown()
  return (
    <RoleGate role="clerk" title="到站码">
      {(worker) => <Presence worker={worker} shown={shown} />}
    </RoleGate>
  )
}
