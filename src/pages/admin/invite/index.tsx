import { Invite, useInvite } from '@/features/staff'
import { back } from '@/platform'
import { RoleGate } from '../../role-gate'

export default function AdminInvitePage() {
  return (
    <RoleGate role="admin" title="邀请人">
      {() => <Inviting />}
    </RoleGate>
  )
}

const Inviting = () => <Invite control={useInvite()} onDone={back} />
