import * as z from 'zod/mini'
import type { NoticeKind } from '@/contract'
import { formatInstant } from '@/rules/shanghai'
import type { NoticeFacts } from '../notices/queries'
import type { Notices } from '../ports'
import { createWechatClient, type WechatOptions } from '../wechat/client'

/** What of the facts a template can say. */
export type NoticeFact = 'title' | 'station' | 'at' | 'state'

/** Of the facts, which goes into which keyword of a template: `{"thing1": "title", "time2": "at", "thing3": "station"}`. */
export interface NoticeTemplate {
  readonly template: string
  readonly fields: Readonly<Record<string, NoticeFact>>
}

export interface NoticeOptions extends WechatOptions {
  readonly templates: Readonly<Partial<Record<NoticeKind, NoticeTemplate>>>
}

const done = z.object({ errcode: z.literal(0) })
/** WeChat refuses a longer `thing`. */
const THING_MOST = 20

/**
 * Subscribe messages, as WeChat's documents have them.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
export function createWechatNotices(options: NoticeOptions): Notices {
  const { askWithToken } = createWechatClient(options)
  const templates = Object.entries(options.templates) as [NoticeKind, NoticeTemplate][]
  return {
    templates: templates.map(([kind, { template }]) => ({ kind, templateId: template })),
    async send(openid, kind, facts) {
      const found = options.templates[kind]
      if (!found) throw new Error(`There is no template for ${kind}`)
      const data = Object.entries(found.fields).map(([keyword, fact]): [string, { value: string }] => [
        keyword,
        { value: valueOf(facts, fact) },
      ])
      await askWithToken('subscribe/send', '/cgi-bin/message/subscribe/send', done, {
        touser: openid,
        template_id: found.template,
        page: pageOf(facts),
        lang: 'zh_CN',
        data: Object.fromEntries(data),
      })
    },
  }
}

/** The page of the mini-program that a message opens. */
export const pageOf = ({ claimId, voucherId }: NoticeFacts): string =>
  claimId === undefined
    ? `pages/voucher/show/index?id=${voucherId}`
    : `pages/aid-claim/case/index?id=${claimId}`

function valueOf(facts: NoticeFacts, fact: NoticeFact): string {
  if (fact === 'at') return formatInstant(Date.parse(facts.at), 'YYYY-MM-DD HH:mm')
  return [...(facts[fact] ?? (fact === 'station' ? '任一驿站' : ''))].slice(0, THING_MOST).join('')
}
