import Taro from '@tarojs/taro'
import type { PaymentWindow } from './payment.shared'

export const paymentWindow: PaymentWindow = {
  // Taro makes no promise of it: it answers by these alone, and on some phones by neither.
  payInWechat: ({ timeStamp, nonceStr, package: order, signType, paySign }) =>
    new Promise((resolve) => {
      void Taro.requestPayment({
        timeStamp,
        nonceStr,
        package: order,
        signType,
        paySign,
        success: () => resolve('paid'),
        fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'cancelled' : 'failed'),
      })
    }),
}
