import { useShareAppMessage, useShareTimeline } from '@tarojs/taro'
import { urlOf } from './navigate'

/** Only what anyone may know: a person, a voucher or where someone is has no place in a card. */
export interface ShareCard {
  title: string
  /** Without one the card leads to the first tab. */
  target?: { name: 'station' | 'campaign'; id: string }
}

/** WeChat would else take a picture of the screen, with whatever is on it. 5:4; config/index.ts puts it there. */
const imageUrl = '/share.png'

/**
 * What is passed on of this page, to a chat or as a moment. The page's config must say enableShareAppMessage, and
 * enableShareTimeline where it is worth reading outside of the app; what says neither cannot be passed on.
 */
export function useShare({ title, target }: ShareCard): void {
  const path = target ? urlOf(target.name, { id: target.id }) : urlOf('stations')
  useShareAppMessage(() => ({ title, path, imageUrl }))
  useShareTimeline(() => ({ title, query: path.split('?')[1] ?? '', imageUrl }))
}
