import { Missing } from '@/features/clerk'
import { RoleGate } from '../../role-gate'

export default function ClerkMissingPage() {
  return (
    <RoleGate role="clerk" title="有人说没有货">
      {(worker) => <Missing worker={worker} />}
    </RoleGate>
  )
}
