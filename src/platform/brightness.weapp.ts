import Taro from '@tarojs/taro'
import type { Brightness } from './brightness.shared'

const ignore = () => undefined

export const brightness = {
  holdBright() {
    let held = true
    let before: number | undefined
    Taro.setKeepScreenOn({ keepScreenOn: true }).catch(ignore)
    const brighten = async () => {
      const { value } = await Taro.getScreenBrightness()
      if (!held) return
      before = value
      await Taro.setScreenBrightness({ value: 1 })
    }
    brighten().catch(ignore)
    return () => {
      held = false
      Taro.setKeepScreenOn({ keepScreenOn: false }).catch(ignore)
      if (before !== undefined) Taro.setScreenBrightness({ value: before }).catch(ignore)
    }
  },
} satisfies Brightness
