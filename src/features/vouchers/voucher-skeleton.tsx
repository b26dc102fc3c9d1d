import { View } from '@tarojs/components'
import { CodeCard } from '@/ui'
import './voucher-show.scss'

/** A voucher still on its way, as high as its code. */
export function VoucherSkeleton() {
  return (
    <CodeCard top="正在打开">
      <View className="vsk-ring" />
      <View className="vsk-digits" />
    </CodeCard>
  )
}
