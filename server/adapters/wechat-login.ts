import * as z from 'zod/mini'
import { readPhone } from '@/rules/phone'
import { ServiceFault, type WechatLogin } from '../ports'
import { createWechatClient, type WechatOptions } from '../wechat/client'

/**
 * WeChat's server API as its documents have it: code2session and getuserphonenumber.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html
 */
export function createWechatLogin(options: WechatOptions): WechatLogin {
  const { appid, secret } = options
  const { ask, askWithToken } = createWechatClient(options)
  return {
    async identify(code) {
      const search = new URLSearchParams({
        appid,
        secret,
        js_code: code,
        grant_type: 'authorization_code',
      })
      // The session_key beside the openid is read by nobody, and so leaves no trace.
      const { openid } = await ask('code2session', `/sns/jscode2session?${search}`, sessionShape)
      return openid
    },
    async phoneOf(code) {
      const { phone_info: info } = await askWithToken(
        'getuserphonenumber',
        '/wxa/business/getuserphonenumber',
        phoneShape,
        { code },
      )
      if (info.watermark.appid !== appid) {
        throw new ServiceFault('misconfigured', 'getuserphonenumber: a number given to another appid')
      }
      const phone = String(info.countryCode) === '86' ? readPhone(info.purePhoneNumber) : undefined
      if (phone === undefined) throw new ServiceFault('code', 'getuserphonenumber: no number of the mainland')
      return phone
    },
  }
}

const sessionShape = z.object({ openid: z.string().check(z.minLength(1)) })
const phoneShape = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string(),
    // Documented as a string, shown as a number.
    countryCode: z.union([z.string(), z.int()]),
    watermark: z.object({ appid: z.string() }),
  }),
})
