import { createTransferSandbox } from './adapters/transfer-sandbox'
import { createWechatTransfers } from './adapters/wechat-transfers'
import type { Environment } from './environment'
import type { Clock, Random, Transfers } from './ports'
import { readWechatPay } from './wechat-pay-settings'

/**
 * Whoever pays benefits to WeChat by what the environment says. Play money is refused in production once more, whoever
 * called for it. Throws a StartFault where a key cannot be read.
 */
export async function openTransfers(
  { payments, production, transfers }: Pick<Environment, 'payments' | 'production' | 'transfers'>,
  clock: Clock,
  random: Random,
): Promise<Transfers | undefined> {
  if (transfers === 'off') return undefined
  if (transfers !== 'sandbox' && typeof payments === 'object') {
    const pay = await readWechatPay(payments, '/v1/payouts/wechat/notices')
    return createWechatTransfers({ ...pay, ...transfers, clock, random })
  }
  if (production) throw new Error('Play money in production')
  return createTransferSandbox()
}
