import Taro from '@tarojs/taro'

/** Shows the page from its beginning, at once. */
export function toTop(): void {
  Taro.pageScrollTo({ scrollTop: 0, duration: 0 }).catch(() => undefined)
}
