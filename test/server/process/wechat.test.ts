import { createSpawner } from '../../support/spawned-api'
import { createWechatStandIn, type WechatStandIn } from '../../support/wechat-stand-in'

const spawner = createSpawner()
let wechat: WechatStandIn
beforeAll(async () => {
  wechat = await createWechatStandIn()
})
afterAll(async () => {
  await spawner.clear()
  await wechat.close()
})

it('fetches WeChat’s access token once for two processes, also when it has to be replaced', async () => {
  const settings = {
    NUANXIN_DATA: await spawner.dataFolder(),
    WECHAT_APPID: wechat.appid,
    WECHAT_SECRET: wechat.secret,
    WECHAT_API: wechat.url,
  }
  const urls = await Promise.all([spawner.api(settings).ready(), spawner.api(settings).ready()])
  const post = (url: string, path: string, body: object, token?: string) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: token ? { Authorization: `Bearer ${token}` } : {},
      body: JSON.stringify(body),
    })
  const riders = await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      const body = { provider: 'wechat', code: wechat.loginCode(`openid-${i}`) }
      const { token } = (await (await post(urls[i % 2]!, '/v1/sessions', body)).json()) as { token: string }
      return token
    }),
  )
  // Each asks the other process than the one he logged in at.
  const bind = () =>
    Promise.all(
      riders.map(async (token, i) => {
        const body = { code: wechat.phoneCode(`1380013800${i}`) }
        return (await post(urls[(i + 1) % 2]!, '/v1/me/phone', body, token)).status
      }),
    )
  wechat.slowDown('/cgi-bin/stable_token', 500)
  expect(await bind()).toEqual([200, 200, 200, 200])
  expect(wechat.calls('/cgi-bin/stable_token')).toBe(1)
  wechat.expireTokens()
  expect(await bind()).toEqual([200, 200, 200, 200])
  expect(wechat.calls('/cgi-bin/stable_token')).toBe(2)
})
