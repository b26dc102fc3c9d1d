import Taro from '@tarojs/taro'
import { CameraRefused, type Scan } from './scan.shared'

export const scan = {
  async scanCode() {
    try {
      const { result, path } = await Taro.scanCode({ scanType: ['qrCode'] })
      // One of WeChat's own round codes is read as the page it opens.
      return path || result || undefined
    } catch (fault) {
      const { errMsg = '' } = fault as { errMsg?: string }
      if (/auth|privacy|permission/i.test(errMsg)) throw new CameraRefused(errMsg)
      return undefined
    }
  },
} satisfies Scan
