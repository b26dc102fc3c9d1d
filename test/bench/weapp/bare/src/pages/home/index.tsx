import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'

const open = () => void Taro.navigateTo({ url: '/pages/list/index' })

export default function Home() {
  return <View onClick={open}>福利</View>
}
