import type { Pages } from '../pages'
import { type Answering, Failure, done } from './types'

/** The way from page to page. */
export function navigationApis(pages: Pages) {
  const going = async (go: Promise<void>) => {
    try {
      await go
    } catch (fault) {
      throw new Failure((fault as Error).message)
    }
    return done
  }
  return {
    navigateTo: ({ url }) =>
      going(pages.navigateTo(url)) as Promise<{ eventChannel: WechatMiniprogram.EventChannel }>,
    redirectTo: ({ url }) => going(pages.redirectTo(url)),
    switchTab: ({ url }) => going(pages.switchTab(url)),
    reLaunch: ({ url }) => going(pages.reLaunch(url)),
    navigateBack: ({ delta = 1 }) => going(pages.navigateBack(delta)),
  } satisfies Answering<'navigateTo' | 'redirectTo' | 'switchTab' | 'reLaunch' | 'navigateBack'>
}
