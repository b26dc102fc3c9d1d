import { View } from '@tarojs/components'
import { Icon } from './icon'
import type { IconName } from './icon-names'

interface Fact {
  icon: IconName
  text: string
  note?: string
}

/** What a thing has, in one line that may wrap. */
export function Facts({ items }: { items: Fact[] }) {
  return (
    <View className="facts">
      {items.map((item) => (
        <View className="fact" key={item.text}>
          <Icon name={item.icon} size={18} />
          {item.text}
        </View>
      ))}
    </View>
  )
}

/** The same with room: four in a row, icon over word over note. */
export function FactGrid({ items }: { items: Fact[] }) {
  return (
    <View className="fgrid">
      {items.map((item) => (
        <View className="fcell" key={item.text}>
          <Icon name={item.icon} size={28} />
          <View className="fcell-text">{item.text}</View>
          {item.note && <View className="fcell-note">{item.note}</View>}
        </View>
      ))}
    </View>
  )
}
