import { View } from '@tarojs/components'
import type { Item } from '@/contract'
import { Card, Icon } from '@/ui'
import './redeemed.scss'

/** What is handed over, thing by thing. */
export const Handed = ({ title, items }: { title: string; items: readonly Item[] }) => (
  <Card title={title}>
    <View className="rdm-items">
      {items.map((it) => (
        <View className="rdm-item" key={it.name}>
          <Icon name="check" size={20} />
          {it.quantity === 1 ? it.name : `${it.name}\u00a0×\u00a0${it.quantity}`}
        </View>
      ))}
    </View>
  </Card>
)
