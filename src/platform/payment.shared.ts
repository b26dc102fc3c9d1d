import type { Payment } from '@/contract'

/** What opens WeChat's payment window, as the server signed it. */
export type WechatPayment = Omit<Extract<Payment, { provider: 'wechat' }>, 'provider'>

/**
 * How the window was closed, as far as the phone knows: that it says paid or cancelled proves nothing, only the server
 * knows.
 */
export type PaymentEnd = 'paid' | 'cancelled' | 'failed'

export interface PaymentWindow {
  /**
   * Opens WeChat's payment window and resolves when it is closed; on some phones that is never told. Undefined where there
   * is no WeChat around the app.
   */
  payInWechat: ((given: WechatPayment) => Promise<PaymentEnd>) | undefined
}
