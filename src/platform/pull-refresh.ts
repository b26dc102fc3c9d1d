import Taro from '@tarojs/taro'

/** Lets go of a page that was pulled down, once it has been refreshed. */
export const endPullRefresh = (): void => Taro.stopPullDownRefresh()
