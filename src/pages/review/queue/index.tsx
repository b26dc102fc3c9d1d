import { useDidShow } from '@tarojs/taro'
import { Queue, useQueue } from '@/features/reviewer'
import { go } from '@/platform'
import { useMinute } from '@/platform/use-minute'
import { RoleGate } from '../../role-gate'

export default function ReviewQueuePage() {
  return (
    <RoleGate role="reviewer" title="审核台">
      {() => <Choosing />}
    </RoleGate>
  )
}

function Choosing() {
  const control = useQueue()
  // Back from a case, which moved, or which another has taken meanwhile.
  useDidShow(() => void control.refresh())
  return (
    <Queue
      control={control}
      now={useMinute()}
      onCase={(id) => go('reviewCase', { id })}
      onPayouts={() => go('payouts')}
      onFamilyCode={() => go('familyCodeFor')}
    />
  )
}
