import { FamilyCode } from '@/features/reviewer'
import { back } from '@/platform'
import { RoleGate } from '../../role-gate'

export default function FamilyCodePage() {
  return (
    <RoleGate role="reviewer" title="给家人一个码">
      {() => <FamilyCode onDone={back} />}
    </RoleGate>
  )
}
