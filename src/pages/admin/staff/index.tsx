import { useDidShow } from '@tarojs/taro'
import { StaffList, useStaff } from '@/features/staff'
import { go } from '@/platform'
import { useMinute } from '@/platform/use-minute'
import { RoleGate } from '../../role-gate'

const openInvite = () => go('invite')

export default function AdminStaffPage() {
  return (
    <RoleGate role="admin" title="人员">
      {() => <Staff />}
    </RoleGate>
  )
}

function Staff() {
  const control = useStaff()
  useDidShow(() => {
    control.staff.revisit()
    control.invitations.revisit()
  })
  return <StaffList control={control} now={useMinute()} onInvite={openInvite} />
}
