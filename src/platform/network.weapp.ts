import Taro from '@tarojs/taro'
import type { Network } from './network.shared'

export const network = {
  async isOnline() {
    try {
      return (await Taro.getNetworkType()).networkType !== 'none'
    } catch {
      return true
    }
  },
  onNetworkChange(listener) {
    const report = ({ isConnected }: { isConnected: boolean }) => listener(isConnected)
    Taro.onNetworkStatusChange(report)
    return () => Taro.offNetworkStatusChange(report)
  },
} satisfies Network
