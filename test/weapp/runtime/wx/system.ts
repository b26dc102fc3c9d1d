import type { Surroundings } from '../surroundings'
import type { Direct } from './types'

/** What WeChat tells about the phone. */
export function systemApis(it: Surroundings) {
  const windowInfo = () => {
    const safeTop = it.statusBarPx
    const safeBottom = it.height - (it.height > 800 ? 34 : 0)
    return {
      pixelRatio: it.pixelRatio,
      screenWidth: it.width,
      screenHeight: it.height,
      screenTop: 0,
      windowWidth: it.width,
      windowHeight: it.height,
      statusBarHeight: it.statusBarPx,
      safeArea: {
        left: 0,
        right: it.width,
        top: safeTop,
        bottom: safeBottom,
        width: it.width,
        height: safeBottom - safeTop,
      },
    }
  }
  const deviceInfo = () => ({
    abi: 'arm64-v8a',
    deviceAbi: 'arm64-v8a',
    benchmarkLevel: 30,
    brand: it.platform === 'ios' ? 'iPhone' : 'HUAWEI',
    model: it.platform === 'ios' ? 'iPhone 12' : 'ELS-AN00',
    cpuType: '',
    memorySize: '4096',
    platform: it.platform,
    system: it.platform === 'ios' ? 'iOS 15.1' : 'Android 10',
  })
  const baseInfo = () => ({
    PCKernelVersion: '',
    SDKVersion: '3.5.0',
    version: '8.0.50',
    enableDebug: false,
    fontSizeSetting: it.fontSizeSetting,
    fontSizeScaleFactor: it.fontSizeSetting / 16,
    host: { appId: 'wx0000000000000000', env: 'WeChat' },
    language: 'zh_CN',
    theme: it.theme,
  })
  return {
    getWindowInfo: windowInfo,
    getDeviceInfo: deviceInfo,
    getAppBaseInfo: baseInfo,
    getMenuButtonBoundingClientRect: () => {
      const { top, width, height, marginRight } = it.capsule
      const right = it.width - marginRight
      return { top, bottom: top + height, left: right - width, right, width, height }
    },
    getSystemSetting: () => ({
      bluetoothEnabled: true,
      deviceOrientation: 'portrait',
      locationEnabled: it.position !== 'refused',
      wifiEnabled: true,
    }),
    canIUse: () => true,
  } satisfies Direct<
    | 'getWindowInfo'
    | 'getDeviceInfo'
    | 'getAppBaseInfo'
    | 'getMenuButtonBoundingClientRect'
    | 'getSystemSetting'
    | 'canIUse'
  >
}
