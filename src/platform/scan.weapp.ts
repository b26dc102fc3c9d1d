import Taro from '@tarojs/taro'
import { CameraRefused, type Scan } from './scan.shared'

export const scan = {
  async scanCode() {
    try {
      const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
      return result || undefined
    } catch (fault) {
      const { errMsg = '' } = fault as { errMsg?: string }
      if (/auth|privacy/i.test(errMsg)) throw new CameraRefused(errMsg)
      return undefined
    }
  },
} satisfies Scan
