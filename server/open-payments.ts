import { createPaySandbox } from './adapters/pay-sandbox'
import { createWechatPay } from './adapters/wechat-pay'
import type { Environment } from './environment'
import type { Clock, Payments, Random } from './ports'
import { readWechatPay } from './wechat-pay-settings'

/**
 * Whoever takes the money by what the environment says. Play money is refused in production once more, whoever called for
 * it. Throws a StartFault where a key cannot be read.
 */
export async function openPayments(
  { payments, production }: Pick<Environment, 'payments' | 'production'>,
  clock: Clock,
  random: Random,
): Promise<Payments | undefined> {
  if (payments === 'off') return undefined
  if (payments !== 'sandbox') {
    const pay = await readWechatPay(payments, '/v1/payments/wechat/notices')
    return createWechatPay({ ...pay, clock, random })
  }
  if (production) throw new Error('Play money in production')
  return createPaySandbox()
}
