import Taro from '@tarojs/taro'
import type { Lifecycle } from './lifecycle.shared'

export const lifecycle = {
  onAppShow(listener) {
    const tell = () => listener()
    Taro.onAppShow(tell)
    return () => Taro.offAppShow(tell)
  },
  onAppHide(listener) {
    const tell = () => listener()
    Taro.onAppHide(tell)
    return () => Taro.offAppHide(tell)
  },
} satisfies Lifecycle
