import Taro from '@tarojs/taro'
import type { Random } from './random.shared'

export const random = {
  randomBytes: (count) =>
    new Promise((resolve, reject) => {
      void Taro.getRandomValues({
        length: count,
        success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      })
    }),
} satisfies Random
