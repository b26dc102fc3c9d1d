import Taro from '@tarojs/taro'

/** WeChat's limit for one key; held to on H5 too, so that both behave alike. */
const maxBytes = 1024 * 1024

/**
 * Strings that outlive the app, by key. Nothing here throws: storage may be full, cleared or forbidden at any time,
 * and a screen must not die of it.
 */
export const storage = {
  /** What is stored, or undefined. */
  get(key: string): string | undefined {
    try {
      const value: unknown = Taro.getStorageSync(key)
      return typeof value === 'string' && value !== '' ? value : undefined
    } catch {
      return undefined
    }
  },

  /** False if it was not stored: over 1 MB for one key, or no room left. What was there before stays. */
  set(key: string, value: string): boolean {
    if (utf8Bytes(value) > maxBytes) return false
    try {
      Taro.setStorageSync(key, value)
      return true
    } catch {
      return false
    }
  },

  remove(key: string): void {
    try {
      Taro.removeStorageSync(key)
    } catch {
      // Then there is nothing that could be read back either.
    }
  },
}

function utf8Bytes(text: string): number {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // A surrogate is half of a four-byte character.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}
