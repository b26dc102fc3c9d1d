import { View } from '@tarojs/components'
import { hidden } from './a11y'

/** Who it is: the first character of the name as a badge, the name, one line about them. */
export function Person({ name, note }: { name: string; note?: string }) {
  return (
    <View className="who">
      <View className="who-badge" {...hidden}>
        {name.slice(0, 1)}
      </View>
      <View className="who-main">
        <View className="who-name">{name}</View>
        {note && <View className="who-note">{note}</View>}
      </View>
    </View>
  )
}
