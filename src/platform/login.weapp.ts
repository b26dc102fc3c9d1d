import Taro from '@tarojs/taro'
import type { PlatformLogin } from './login.shared'
import { NetworkFault } from './request'

const timeoutMs = 10_000

export const login: PlatformLogin = {
  async wechatCode() {
    // It asks WeChat's servers and fails where it cannot reach them; nobody is asked for leave.
    const given = await Taro.login({ timeout: timeoutMs }).catch(() => undefined)
    if (!given?.code) throw new NetworkFault('offline')
    return given.code
  },
}
