import Taro from '@tarojs/taro'
import type { Clipboard } from './clipboard.shared'

export const clipboard = {
  copyText: (text) =>
    Taro.setClipboardData({ data: text }).then(
      () => true,
      () => false,
    ),
} satisfies Clipboard
