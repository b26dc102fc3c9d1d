import Taro from '@tarojs/taro'
import type { Haptics } from './haptics.shared'

export const haptics = {
  buzz(kind) {
    const buzzing = kind === 'done' ? Taro.vibrateShort({ type: 'medium' }) : Taro.vibrateLong()
    buzzing.catch(() => undefined)
  },
} satisfies Haptics
