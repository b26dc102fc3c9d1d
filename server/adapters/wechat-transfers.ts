import * as z from 'zod/mini'
import { ServiceFault, type TransferState, type Transfers } from '../ports'
import { createWechatPayClient, isAbsent, Refused, type WechatPayOptions } from './wechat-pay-client'

export interface WechatTransferOptions extends WechatPayOptions {
  /** The 转账场景 that WeChat granted the merchant. */
  readonly scene: string
  /** 报备信息 as that scene wants it; `{claim}` in a content is the claim's number. */
  readonly reports: readonly { readonly type: string; readonly content: string }[]
  /** 单笔转账额度 as the merchant's platform has it, in fen. */
  readonly mostFen: number
}

/** Below it WeChat takes no name, so that it would not check whose account it is. */
const LEAST_FEN = 30
const bills = '/v3/fund-app/mch-transfer/transfer-bills'

/**
 * WeChat Pay v3's 商家转账, which the member confirms: a bill is offered for 24 hours, and pays once.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012711988
 */
export function createWechatTransfers(options: WechatTransferOptions): Transfers {
  const { appid, mchid, mostFen, noticesAt, reports, scene } = options
  const client = createWechatPayClient(options)

  function stateOf(it: z.output<typeof billShape>, what: string): TransferState {
    const state = states[it.state]
    if (!state) throw new ServiceFault('misconfigured', `${what}: a state that is not known`)
    const said = {
      number: it.out_bill_no,
      handle: it.package_info,
      amountFen: it.transfer_amount,
      openid: it.openid,
    }
    const { fail_reason: reason = '' } = it
    if (state === 'failed' && reason in lapses) return { ...said, state: 'lapsed', fault: lapses[reason] }
    if (state === 'lapsed') return { ...said, state, fault: '已经撤回' }
    if (state === 'failed') return { ...said, state, fault: faults[reason] ?? otherFault(reason) }
    return { ...said, state }
  }

  /** With the merchant, which is named in one way or the other. */
  function told(it: z.output<typeof toldShape>, what: string): TransferState {
    client.ours({ mchid: it.mch_id ?? it.mchid, appid: it.appid }, what)
    return stateOf(it, what)
  }

  const find = async (number: string): Promise<TransferState | undefined> => {
    const path = `${bills}/out-bill-no/${number}`
    try {
      const bill = await client.ask({ what: 'transfer query', method: 'GET', path, shape: toldShape })
      return told(bill, 'transfer query')
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw error
    }
  }

  return {
    provider: 'wechat',
    leastFen: LEAST_FEN,
    mostFen,
    async send({ amountFen, claimNumber, name, number, openid }) {
      if (openid === undefined) throw new ServiceFault('code', 'transfer: to nobody who is known to WeChat')
      const { sealed, by } = await client.seal(name)
      const bill = await client.ask({
        what: 'transfer',
        method: 'POST',
        path: bills,
        shape: billShape,
        sealedBy: by,
        body: {
          appid,
          out_bill_no: number,
          transfer_scene_id: scene,
          openid,
          user_name: sealed,
          transfer_amount: amountFen,
          transfer_remark: `互助金 ${claimNumber}`.slice(0, 32),
          notify_url: noticesAt,
          transfer_scene_report_infos: reports.map(({ type, content }) => ({
            info_type: type,
            info_content: content.replaceAll('{claim}', claimNumber).slice(0, 32),
          })),
        },
      })
      if (bill.out_bill_no !== number) throw new ServiceFault('misconfigured', 'transfer: another bill')
      return stateOf(bill, 'transfer')
    },
    find,
    async cancel(number) {
      const path = `${bills}/out-bill-no/${number}/cancel`
      try {
        const bill = await client.ask({ what: 'transfer cancel', method: 'POST', path, shape: billShape })
        return stateOf(bill, 'transfer cancel')
      } catch (error) {
        // Taken, ended or never heard of: the bill's state tells.
        if (error instanceof Refused) return find(number)
        throw error
      }
    },
    open: (handle) => ({ provider: 'wechat', mchId: mchid, appId: appid, package: handle }),
    async readNotice(raw) {
      const notice = await client.openNotice(raw, (event) => event === 'MCHTRANSFER.BILL.FINISHED')
      if (notice === undefined || notice === 'refused') return notice
      const read = toldShape.safeParse(notice.said)
      if (!read.success) throw new ServiceFault('misconfigured', 'notice: a transfer that cannot be read')
      return told(read.data, 'notice')
    },
  }
}

const billShape = z.object({
  out_bill_no: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  state: z.string(),
  package_info: z.optional(z.string().check(z.minLength(1))),
  transfer_amount: z.optional(z.int().check(z.gte(0))),
  openid: z.optional(z.string()),
  fail_reason: z.optional(z.string()),
})
const toldShape = z.extend(billShape, {
  mch_id: z.optional(z.string()),
  mchid: z.optional(z.string()),
  appid: z.optional(z.string()),
  transfer_amount: z.int().check(z.gte(0)),
})

const states: Record<string, TransferState['state']> = {
  ACCEPTED: 'moving',
  PROCESSING: 'moving',
  TRANSFERING: 'moving',
  CANCELING: 'moving',
  WAIT_USER_CONFIRM: 'waiting',
  SUCCESS: 'done',
  FAIL: 'failed',
  CANCELLED: 'lapsed',
}

/** Nothing is wrong with his account. */
const lapses: Record<string, string> = {
  OVERDUE_CLOSE: '24 小时里没有在微信里收，钱退回来了',
  MCH_CANCEL: '已经撤回',
}

/** https://pay.weixin.qq.com/doc/v3/merchant/4013774966 */
const faults: Record<string, string> = {
  NAME_NOT_CORRECT: '微信实名的姓名和这里登记的不一样',
  REAL_NAME_CHECK_FAIL: '微信还没有实名',
  ID_CARD_NOT_CORRECT: '微信实名的身份证和这里登记的不一样',
  ACCOUNT_FROZEN: '微信账户被冻结了',
  ACCOUNT_NOT_EXIST: '微信没有这个账户了',
  OPENID_INVALID: '微信不认这个账号',
  PAYEE_ACCOUNT_ABNORMAL: '微信收款受限，要先在微信里补全身份信息',
  RECEIVE_ACCOUNT_NOT_PERMMIT: '微信不让这个账户收',
  REALNAME_ACCOUNT_RECEIVED_QUOTA_EXCEED: '微信收款受限，到微信支付里看原因',
  TRANSFER_QUOTA_EXCEED: '超过了微信一次能收的金额',
  DAY_RECEIVED_QUOTA_EXCEED: '超过了微信一天能收的金额',
  MONTH_RECEIVED_QUOTA_EXCEED: '超过了微信一个月能收的金额',
  DAY_RECEIVED_COUNT_EXCEED: '超过了微信一天能收的次数',
  PAYER_ACCOUNT_ABNORMAL: '工会的付款账户受限，正在处理',
  PRODUCT_AUTH_CHECK_FAIL: '工会的付款功能没有开通好，正在处理',
  TRANSFER_RISK: '微信觉得这笔有风险，没有打',
}
const otherFault = (reason: string): string =>
  /^[A-Z_]{1,60}$/.test(reason) ? `微信没有打成（${reason}）` : '微信没有打成'
