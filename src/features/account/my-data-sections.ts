import type { AidClaim, PersonalExport, Policy } from '@/contract'
import { claimKindName, claimStateName } from '@/rules/claim-words'
import { consentTexts } from '@/rules/consent-texts'
import { occupationName } from '@/rules/eligibility'
import { DAY } from '@/rules/shanghai'
import { dateText, fullDateText, momentText, yuan } from '@/rules/wording'

export interface DataRow {
  label: string
  value: string
  note?: string
}

export interface DataSection {
  title: string
  rows: DataRow[]
  /** What is said where there is nothing. */
  none: string
}

const at = (timestamp: string) => momentText(Date.parse(timestamp))
const on = (timestamp: string) => fullDateText(Date.parse(timestamp))

const roleNames = { worker: '劳动者', clerk: '驿站员', reviewer: '审核员', admin: '管理员' } as const
const loginNames: Record<string, string> = { wechat: '微信', phone: '手机号', demo: '演示身份' }
const voucherStates = {
  ready: '能用',
  redeemed: '用过了',
  expired: '过期了',
  returned: '退回了',
  revoked: '作废了',
} as const
const orderStates = {
  'awaiting-payment': '没付',
  paid: '付了',
  expired: '没付，过期了',
  cancelled: '退出了',
} as const
const applicationStates = {
  submitted: '已提交',
  accepted: '已受理',
  member: '已入会',
  refused: '没通过',
  withdrawn: '撤回了',
  left: '退会了',
} as const
const bases = { household: '按户籍地', workplace: '按常驻地' } as const
const policyStates = {
  waiting: '还没开始',
  'in-force': '保障中',
  ended: '过期了',
  cancelled: '退出了',
} as const

const titles = {
  account: '账号',
  identity: '实名',
  union: '工会',
  sessions: '登录着的手机',
  consents: '同意和撤回',
  vouchers: '领过的券',
  orders: '参加互助的订单',
  policies: '保障',
  claims: '报案和照片',
} as const
type Part = keyof typeof titles

const none: Record<Part, string> = {
  account: '没有',
  identity: '没实名，没有姓名和身份证号',
  union: '没申请过入会',
  sessions: '没有',
  consents: '还没问过你',
  vouchers: '没领过',
  orders: '没有',
  policies: '没有',
  claims: '没报过案',
}

/** Of each thing in the copy, where it is told and how: one that is added to the contract has to be told too. */
const tellers: {
  [K in keyof PersonalExport]-?: { part: Part; rows: (it: PersonalExport[K]) => DataRow[] }
} = {
  takenAt: { part: 'account', rows: (it) => [{ label: '取出来的时间', value: at(it) }] },
  openedAt: { part: 'account', rows: (it) => [{ label: '开户', value: on(it) }] },
  account: { part: 'account', rows: accountRows },
  logins: {
    part: 'account',
    rows: (it) => [
      { label: '怎么登录', value: it.map((way) => loginNames[way] ?? way).join('、') || '没有' },
    ],
  },
  identity: {
    part: 'identity',
    rows: (it) =>
      it
        ? [
            { label: '姓名', value: it.maskedName },
            { label: '身份证号', value: it.maskedIdNumber },
            { label: '出生日期', value: it.birthDate },
            { label: '什么时候填的', value: at(it.verifiedAt) },
          ]
        : [],
  },
  sessions: {
    part: 'sessions',
    rows: (it) =>
      it.map(({ device, openedAt, seenAt, current }) => ({
        label: device,
        value: current ? '这台' : '别的',
        note: `${dateText(Date.parse(openedAt))}登录，${dateText(Date.parse(seenAt))}用过`,
      })),
  },
  consents: {
    part: 'consents',
    rows: (it) =>
      it.map(({ purpose, given, at: when, version }) => ({
        label: consentTexts[purpose].title,
        value: given ? '同意' : '撤回',
        note: `${at(when)} · ${version} 版`,
      })),
  },
  unionApplications: {
    part: 'union',
    rows: (it) =>
      it.map(({ union, basis, state, steps }) => ({
        label: union.name,
        value: applicationStates[state],
        note: [bases[basis], ...steps.map((step) => `${at(step.at)} ${applicationStates[step.state]}`)].join(
          '，',
        ),
      })),
  },
  vouchers: {
    part: 'vouchers',
    rows: (it) =>
      it.map(({ title, state, claimedAt, redeemedAt, redeemedWhere }) => ({
        label: title,
        value: voucherStates[state],
        note: `${at(claimedAt)} 领${redeemedAt ? `，${at(redeemedAt)} 用${redeemedWhere ? `在${redeemedWhere}` : ''}` : ''}`,
      })),
  },
  orders: {
    part: 'orders',
    rows: (it) =>
      it.map(({ title, ownFen, state }) => ({
        label: title,
        value: orderStates[state],
        note: `${yuan(ownFen)} 元`,
      })),
  },
  policies: { part: 'policies', rows: (it) => it.map(policyRow) },
  claims: { part: 'claims', rows: (it) => it.map(claimRow) },
  photos: {
    part: 'claims',
    rows: (it) => (it.length > 0 ? [{ label: '照片', value: `${it.length} 张` }] : []),
  },
  payoutAccount: {
    part: 'claims',
    rows: (it) =>
      it ? [{ label: '收款账户', value: it.kind === 'wechat' ? '微信' : `${it.bank} ${it.masked}` }] : [],
  },
  familyCodes: {
    part: 'claims',
    rows: (it) =>
      it.map(({ expiresAt, madeAt, usedAt }) => ({
        label: '给家人的报案码',
        value: usedAt ? '用过了' : '没用过',
        note: `${at(madeAt)} 给的，到 ${at(expiresAt)}`,
      })),
  },
}

function accountRows({
  maskedName,
  maskedPhone,
  deletesAt,
  occupation,
  occupationConfirmed,
  roles,
  stations,
  union,
}: PersonalExport['account']): DataRow[] {
  return [
    { label: '名字', value: maskedName },
    { label: '手机号', value: maskedPhone ?? '没有' },
    {
      label: '工种',
      value: occupation ? occupationName(occupation) : '没填',
      ...(occupation && { note: occupationConfirmed ? '名册核对过' : '自己填的' }),
    },
    ...(union ? [{ label: '工会会员', value: union.name, note: `${on(union.since)}起` }] : []),
    { label: '身份', value: roles.map((role) => roleNames[role]).join('、') },
    ...(stations.length > 0
      ? [{ label: '在哪上班', value: stations.map(({ name }) => name).join('、') }]
      : []),
    ...(deletesAt ? [{ label: '注销', value: at(deletesAt) }] : []),
  ]
}

const claimRow = (it: AidClaim): DataRow => ({
  label: `${claimKindName(it.kind)}${it.as === 'relative' ? '（替家人报）' : ''}`,
  value: claimStateName(it.state),
  note: `${on(it.happenedAt)}的事，${at(it.submittedAt)} 报的 · 编号 ${it.number}`,
})

const policyRow = (it: Policy): DataRow => ({
  label: it.title,
  value: policyStates[it.state],
  note: `${on(it.inForceFrom)} 到 ${fullDateText(Date.parse(it.inForceTo) - DAY)} · 编号 ${it.number} · 你付 ${yuan(it.ownFen)} 元`,
})

/** The copy in sections to be read, each with what is in it. */
export function sectionsOf(copy: PersonalExport): DataSection[] {
  const told = (Object.keys(tellers) as (keyof PersonalExport)[]).map((key) => ({
    part: tellers[key].part,
    // Each teller fits its own key, which the types cannot follow through a loop.
    rows: (tellers[key].rows as (it: unknown) => DataRow[])(copy[key]),
  }))
  return (Object.keys(titles) as Part[]).map((part) => ({
    title: titles[part],
    none: none[part],
    rows: told.filter((it) => it.part === part).flatMap(({ rows }) => rows),
  }))
}

/** The same as a text to carry away: to be read, and below that as a program would want it. */
export function textOf(copy: PersonalExport): string {
  const sections = sectionsOf(copy).map(({ title, rows, none: nothing }) =>
    [
      `【${title}】`,
      ...(rows.length > 0
        ? rows.map(({ label, value, note }) => `${label}：${value}${note ? `（${note}）` : ''}`)
        : [nothing]),
    ].join('\n'),
  )
  return `${[
    '暖新：我的资料',
    ...sections,
    `【同样的内容，给电脑读】\n${JSON.stringify(copy, null, 2)}`,
  ].join('\n\n')}\n`
}
