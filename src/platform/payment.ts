import type { PaymentWindow } from './payment.shared'

/** A browser has no such window: one pays in the mini-program. */
export const paymentWindow: PaymentWindow = { payInWechat: undefined }
