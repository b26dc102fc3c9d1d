import * as z from 'zod/mini'
import type { Texts } from '../ports'
import { createWechatClient, type WechatOptions } from '../wechat/client'

const answer = z.object({ errcode: z.literal(0), result: z.object({ suggest: z.string() }) })
/** WeChat takes no more at once. */
const MOST = 2_500
/** What people write to one another; 1 would be profiles. */
const SCENE_COMMENT = 2

/**
 * WeChat's check of texts, as its documents have it (version 2).
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html
 */
export function createWechatTexts(options: WechatOptions): Texts {
  const { askWithToken } = createWechatClient(options)
  return {
    async isFit(openid, text) {
      const { result } = await askWithToken('msg_sec_check', '/wxa/msg_sec_check', answer, {
        content: text.slice(0, MOST),
        version: 2,
        scene: SCENE_COMMENT,
        openid,
      })
      // `review` asks for a person's look: our reviewers are that.
      return result.suggest !== 'risky'
    },
  }
}
