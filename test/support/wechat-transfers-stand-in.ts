/** 商家转账 of the stand-in for WeChat Pay: bills that members confirm, as its public documents describe them. */
export interface TransfersStandIn {
  /** The scene it granted, and the 报备信息 that scene wants. */
  readonly scene: string
  readonly reports: readonly { type: string; content: string }[]
  /** 单笔转账额度, in fen. */
  readonly mostFen: number
  readonly bills: ReadonlyMap<string, StandInBill>
  /** The real name by which WeChat knows an openid; without one it is whatever the merchant says. */
  readonly names: Map<string, string>
  /** The next bills are taken in, and can be confirmed once `lockFunds` is called. */
  short: boolean
  lockFunds(): void
  /** The bill that WeChat's page is opened for; undefined where it would refuse to open. */
  pageOf(asked: { mchId: string; appId?: string; package: string }): string | undefined
  /** Its owner takes it: false where nobody can any more, or WeChat does not pay it out to him. */
  confirm(number: string): boolean
  /** WeChat gives it up for some other reason. */
  fail(number: string, reason: string): void
}

/** What it granted every merchant. */
export const transferTerms = {
  scene: '1013',
  reports: [
    { type: '公益活动名称', content: '演示的互助计划' },
    { type: '公益活动备案编号', content: '案件 {claim}' },
  ],
  mostFen: 500_000,
} as const

export interface StandInBill {
  number: string
  id: string
  openid: string
  amount: number
  name: string | undefined
  remark: string
  state: BillState
  reason: string | undefined
  madeAt: number
  /** What is asked of it again must say the same. */
  told: string
}
type BillState = 'ACCEPTED' | 'WAIT_USER_CONFIRM' | 'SUCCESS' | 'FAIL' | 'CANCELING' | 'CANCELLED'

interface Surroundings {
  readonly appid: string
  readonly mchid: string
  readonly now: () => number
  readonly give: (start: string) => string
  readonly rfc3339: (ms: number) => string
  /** What was sealed for WeChat by this one of its keys; undefined where it was not. */
  readonly open: (sealed: string, serial: string | undefined) => string | undefined
}

type Reply = { status: number; body?: object }
const HOURS = 3_600_000
const path = '/v3/fund-app/mch-transfer/transfer-bills'

export function createTransfersStandIn({ appid, give, mchid, now, open, rfc3339 }: Surroundings) {
  const bills = new Map<string, StandInBill>()
  const refused = (status: number, code: string): Reply => ({ status, body: { code, message: code } })
  const seen = (number: string): StandInBill | undefined => {
    const it = bills.get(number)
    if (it && ['ACCEPTED', 'WAIT_USER_CONFIRM'].includes(it.state) && now() - it.madeAt >= 24 * HOURS) {
      it.state = 'FAIL'
      it.reason = 'OVERDUE_CLOSE'
    }
    return it
  }
  const packageOf = (it: StandInBill) => Buffer.from(`${mchid}:${it.number}`).toString('base64')
  const said = (it: StandInBill) => ({
    mch_id: mchid,
    out_bill_no: it.number,
    transfer_bill_no: it.id,
    state: it.state,
    transfer_amount: it.amount,
    openid: it.openid,
    ...(it.reason !== undefined && { fail_reason: it.reason }),
    create_time: rfc3339(it.madeAt),
    update_time: rfc3339(now()),
  })

  function transfer(body: Record<string, unknown>, serial: string | undefined): Reply {
    const number = String(body.out_bill_no)
    const amount = Number(body.transfer_amount)
    const reports = (body.transfer_scene_report_infos ?? []) as { info_type: string; info_content: string }[]
    if (body.appid !== appid || body.transfer_scene_id !== standIn.scene) return refused(400, 'PARAM_ERROR')
    if (!/^[0-9A-Za-z]{1,32}$/.test(number) || !/^https:\/\/[^?]+$/.test(String(body.notify_url)))
      return refused(400, 'PARAM_ERROR')
    if (!Number.isInteger(amount) || typeof body.openid !== 'string') return refused(400, 'PARAM_ERROR')
    const types = reports.map((it) => it.info_type).join()
    if (types !== standIn.reports.map((it) => it.type).join()) return refused(400, 'PARAM_ERROR')
    if (reports.some((it) => it.info_content.length > 32)) return refused(400, 'PARAM_ERROR')
    const remark = String(body.transfer_remark)
    if (remark.length > 32) return refused(400, 'PARAM_ERROR')
    const name = body.user_name === undefined ? undefined : open(body.user_name as string, serial)
    if (body.user_name !== undefined && (name === undefined || amount < 30))
      return refused(400, 'PARAM_ERROR')
    if (name === undefined && amount >= 200_000) return refused(400, 'PARAM_ERROR')
    if (amount < 10 || amount > standIn.mostFen) return refused(400, 'INVALID_REQUEST')
    const told = JSON.stringify([body.openid, amount, name, remark, reports])
    const known = seen(number)
    if (known && known.told !== told) return refused(400, 'INVALID_REQUEST')
    const it: StandInBill = known ?? {
      number,
      id: give('1330'),
      openid: body.openid,
      amount,
      name,
      remark,
      state: standIn.short ? 'ACCEPTED' : 'WAIT_USER_CONFIRM',
      reason: undefined,
      madeAt: now(),
      told,
    }
    bills.set(number, it)
    const { out_bill_no, transfer_bill_no, create_time, state, ...rest } = said(it)
    return {
      status: 200,
      body: {
        ...{ out_bill_no, transfer_bill_no, create_time, state },
        ...('fail_reason' in rest && { fail_reason: rest.fail_reason }),
        ...(state === 'WAIT_USER_CONFIRM' && { package_info: packageOf(it) }),
      },
    }
  }

  const standIn: TransfersStandIn = {
    ...transferTerms,
    bills,
    names: new Map(),
    short: false,
    lockFunds() {
      standIn.short = false
      for (const it of bills.values()) if (it.state === 'ACCEPTED') it.state = 'WAIT_USER_CONFIRM'
    },
    pageOf(asked) {
      const it = [...bills.values()].find((bill) => packageOf(bill) === asked.package)
      if (asked.mchId !== mchid || (asked.appId ?? appid) !== appid || !it) return undefined
      return seen(it.number)?.state === 'WAIT_USER_CONFIRM' ? it.number : undefined
    },
    confirm(number) {
      const it = seen(number)
      if (it?.state !== 'WAIT_USER_CONFIRM') return false
      const name = standIn.names.get(it.openid)
      const same = it.name === undefined || name === undefined || it.name === name
      it.state = same ? 'SUCCESS' : 'FAIL'
      it.reason = same ? undefined : 'NAME_NOT_CORRECT'
      return same
    },
    fail(number, reason) {
      const it = seen(number)
      if (!it || it.state === 'SUCCESS') throw new Error('It cannot fail')
      it.state = 'FAIL'
      it.reason = reason
    },
  }

  return {
    standIn,
    /** What a notice says of a bill, as it stands. */
    said(number: string): ReturnType<typeof said> {
      const it = seen(number)
      if (!it) throw new Error('No such bill')
      return said(it)
    },
    answer(method: string, asked: string, body: object | undefined, serial: string | undefined) {
      if (method === 'POST' && asked === path) return transfer({ ...body }, serial)
      const [, number = '', verb] = new RegExp(`^${path}/out-bill-no/(\\w+)(/cancel)?$`).exec(asked) ?? []
      const it = seen(number)
      if (!asked.startsWith(`${path}/out-bill-no/`)) return undefined
      if (!it) return refused(404, 'NOT_FOUND')
      if (method === 'GET' && !verb) return { status: 200, body: { ...said(it), appid } }
      if (method !== 'POST' || !verb) return undefined
      if (!['ACCEPTED', 'WAIT_USER_CONFIRM', 'CANCELLED'].includes(it.state))
        return refused(400, 'INVALID_REQUEST')
      // It is done soon after it is said.
      const state = it.state === 'CANCELLED' ? 'CANCELLED' : 'CANCELING'
      it.state = 'CANCELLED'
      const { out_bill_no, transfer_bill_no, update_time } = said(it)
      return { status: 200, body: { out_bill_no, transfer_bill_no, state, update_time } }
    },
    forget() {
      bills.clear()
      standIn.names.clear()
      standIn.short = false
    },
  }
}
