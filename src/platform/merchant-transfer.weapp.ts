import Taro from '@tarojs/taro'
import type { TransferPage, WechatTransfer } from './merchant-transfer.shared'

/** Of base library 3.3.0 and newer; Taro hands it through, and has no types of it. */
interface TransferApi {
  requestMerchantTransfer?: (
    option: WechatTransfer & { success: () => void; fail: (result: { errMsg: string }) => void },
  ) => void
}

export const transferPage: TransferPage = {
  takeInWechat: ({ mchId, appId, package: bill }) =>
    new Promise((resolve) => {
      const { requestMerchantTransfer } = Taro as TransferApi
      if (typeof requestMerchantTransfer !== 'function') return resolve('outdated')
      requestMerchantTransfer({
        mchId,
        appId,
        package: bill,
        success: () => resolve('closed'),
        fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'failed'),
      })
    }),
}
