import { View } from '@tarojs/components'

/** A ticket still on its way, as high as one with two lines. */
export const SkeletonTicket = () => (
  <View className="tk">
    <View className="tk-l">
      <View className="sk sk-title" />
      <View className="sk sk-note" />
      <View className="sk sk-note" />
    </View>
    <View className="tk-r">
      <View className="sk sk-take" />
    </View>
  </View>
)
