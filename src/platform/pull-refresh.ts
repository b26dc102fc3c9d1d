import Taro from '@tarojs/taro'

/** Lets go of a page that was pulled down, once it has been refreshed. */
export function endPullRefresh(): void {
  // Without a callback it answers by a promise on both platforms.
  Promise.resolve(Taro.stopPullDownRefresh()).catch(() => undefined)
}
