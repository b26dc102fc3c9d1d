import { View } from '@tarojs/components'
import { hidden } from './a11y'

/** Three dots over a button whose action is under way. */
export function Dots() {
  return (
    <View className="dots" {...hidden}>
      <View className="dots-1" />
      <View className="dots-1 dots-2" />
      <View className="dots-1 dots-3" />
    </View>
  )
}
