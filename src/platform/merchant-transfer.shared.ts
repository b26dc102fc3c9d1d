import type { Collection } from '@/contract'

/** What opens WeChat's page on which one takes money, as the server gave it. */
export type WechatTransfer = Omit<Extract<Collection, { provider: 'wechat' }>, 'provider'>

/**
 * How the page was closed, as far as the phone knows: whether the money was taken only the server knows. `outdated`: this
 * WeChat has no such page yet.
 */
export type TransferEnd = 'closed' | 'cancelled' | 'failed' | 'outdated'

export interface TransferPage {
  /**
   * Opens WeChat's page and resolves when it is closed; on some phones that is never told. Undefined where there is no
   * WeChat around the app.
   */
  takeInWechat: ((given: WechatTransfer) => Promise<TransferEnd>) | undefined
}
