import * as z from 'zod/mini'
import { formatInstant } from '@/rules/shanghai'
import {
  ServiceFault,
  type Notice,
  type Paid,
  type Payments,
  type PaymentState,
  type RefundState,
} from '../ports'
import { createWechatPayClient, isAbsent, Refused, type WechatPayOptions } from './wechat-pay-client'
import { signLines } from './wechat-pay-keys'

/**
 * WeChat Pay v3 for a mini-program of the merchant's own: JSAPI orders, query, close, refunds, and notices.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012791911
 */
export function createWechatPay(options: WechatPayOptions): Payments {
  const { appid, key, mchid, noticesAt } = options
  const client = createWechatPayClient(options)

  function paymentOf(it: z.output<typeof transactionShape>, what: string): PaymentState {
    client.ours(it, what)
    // Paid is also what was given back since.
    if (it.trade_state !== 'SUCCESS' && it.trade_state !== 'REFUND') {
      return { state: it.trade_state === 'CLOSED' || it.trade_state === 'REVOKED' ? 'closed' : 'open' }
    }
    if (it.transaction_id === undefined || it.amount === undefined || it.success_time === undefined) {
      throw new ServiceFault('misconfigured', `${what}: paid, and does not say what`)
    }
    if ((it.amount.currency ?? 'CNY') !== 'CNY') {
      throw new ServiceFault('misconfigured', `${what}: paid in another currency`)
    }
    const paid: Paid = {
      number: it.out_trade_no,
      providerNumber: it.transaction_id,
      amountFen: it.amount.total,
      paidAt: Date.parse(it.success_time),
    }
    return { state: 'paid', paid }
  }

  const findPayment = async (number: string): Promise<PaymentState> => {
    const path = `/v3/pay/transactions/out-trade-no/${number}?mchid=${mchid}`
    try {
      return paymentOf(
        await client.ask({ what: 'query', method: 'GET', path, shape: transactionShape }),
        'query',
      )
    } catch (error) {
      if (isAbsent(error)) return { state: 'absent' }
      throw error
    }
  }

  return {
    provider: 'wechat',
    async prepare({ number, title, amountFen, payBy, openid }, known) {
      if (openid === undefined) throw new ServiceFault('code', 'jsapi: nobody who is known to WeChat pays')
      let prepayId = known
      if (prepayId === undefined) {
        const answer = await client.ask({
          what: 'jsapi',
          method: 'POST',
          path: '/v3/pay/transactions/jsapi',
          shape: prepayShape,
          body: {
            appid,
            mchid,
            description: title.slice(0, 40),
            out_trade_no: number,
            time_expire: formatInstant(payBy, 'YYYY-MM-DDTHH:mm:ssZ'),
            notify_url: noticesAt,
            amount: { total: amountFen, currency: 'CNY' },
            payer: { openid },
          },
        })
        prepayId = answer.prepay_id
      }
      const timeStamp = client.seconds()
      const nonceStr = client.nonce()
      const what = `prepay_id=${prepayId}`
      return {
        handle: prepayId,
        payment: {
          provider: 'wechat',
          timeStamp,
          nonceStr,
          package: what,
          signType: 'RSA',
          paySign: signLines(key, [appid, timeStamp, nonceStr, what]),
        },
      }
    },
    findPayment,
    async close(number) {
      try {
        const path = `/v3/pay/transactions/out-trade-no/${number}/close`
        await client.ask({ what: 'close', method: 'POST', path, shape: z.unknown(), body: { mchid } })
        return { state: 'closed' }
      } catch (error) {
        // Paid, closed or never heard of: its codes for that differ by document, the order's state does not.
        if (error instanceof Refused) return findPayment(number)
        throw error
      }
    },
    async refund({ number, orderNumber, amountFen }) {
      const answer = await client.ask({
        what: 'refund',
        method: 'POST',
        path: '/v3/refund/domestic/refunds',
        shape: refundShape,
        body: {
          out_trade_no: orderNumber,
          out_refund_no: number,
          notify_url: noticesAt,
          amount: { refund: amountFen, total: amountFen, currency: 'CNY' },
        },
      })
      return refundOf(answer, answer.status)
    },
    async findRefund(number) {
      try {
        const path = `/v3/refund/domestic/refunds/${number}`
        const answer = await client.ask({ what: 'refund query', method: 'GET', path, shape: refundShape })
        return refundOf(answer, answer.status)
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw error
      }
    },
    async readNotice(raw) {
      const isRefund = (event: string) => event.startsWith('REFUND.')
      const notice = await client.openNotice(raw, (it) => isRefund(it) || it === 'TRANSACTION.SUCCESS')
      if (notice === undefined || notice === 'refused') return notice
      return isRefund(notice.event) ? refundNotice(notice.said) : paymentNotice(notice.said)
    },
  }

  function paymentNotice(said: unknown): Notice {
    const read = transactionShape.safeParse(said)
    if (!read.success) throw new ServiceFault('misconfigured', 'notice: a payment that cannot be read')
    const it = paymentOf(read.data, 'notice')
    if (it.state !== 'paid') throw new ServiceFault('misconfigured', 'notice: of success, and not paid')
    return { kind: 'paid', paid: it.paid }
  }

  function refundNotice(said: unknown): Notice {
    const read = refundNoticeShape.safeParse(said)
    if (!read.success) throw new ServiceFault('misconfigured', 'notice: a refund that cannot be read')
    client.ours(read.data, 'notice')
    return { kind: 'refund', refund: refundOf(read.data, read.data.refund_status) }
  }
}

const text = z.string().check(z.minLength(1))
const amount = z.int().check(z.gte(0))

const prepayShape = z.object({ prepay_id: text })
const transactionShape = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_trade_no: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  trade_state: z.string(),
  transaction_id: z.optional(text),
  success_time: z.optional(z.iso.datetime({ offset: true })),
  // `total` is the price; what the payer paid himself may be less, by a coupon of WeChat's.
  amount: z.optional(z.object({ total: amount, currency: z.optional(z.string()) })),
})
const refundShape = z.object({
  out_refund_no: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  refund_id: text,
  status: z.string(),
  amount: z.object({ refund: amount }),
})
const refundNoticeShape = z.object({
  mchid: z.string(),
  out_refund_no: refundShape.shape.out_refund_no,
  refund_id: text,
  refund_status: z.string(),
  amount: z.object({ refund: amount }),
})

const refundStates: Record<string, RefundState['state']> = {
  PROCESSING: 'asked',
  SUCCESS: 'done',
  CLOSED: 'failed',
  ABNORMAL: 'failed',
}

function refundOf(
  it: { out_refund_no: string; refund_id: string; amount: { refund: number } },
  status: string,
): RefundState {
  const state = refundStates[status]
  if (!state) throw new ServiceFault('misconfigured', 'refund: a state that is not known')
  return { number: it.out_refund_no, state, providerNumber: it.refund_id, amountFen: it.amount.refund }
}
