import { randomBytes } from 'node:crypto'
import { api } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { createPaySandbox } from '../../server/adapters/pay-sandbox'
import { silentLog } from '../../server/adapters/log'
import { createApp } from '../../server/app'
import type { Ports } from '../../server/ports'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { data, plan } from '../support/fixtures'
import type { Phone } from './journey'
import { logIn } from './steps'

export interface QuietApi {
  /** What phones talk to: the same people and policies, and nobody takes payments. `payments`: somebody does. */
  readonly app: (payments: boolean) => ReturnType<typeof createApp>
  drop(): Promise<void>
}

/** An API at which the demo's driver joined while one still could. */
export async function joinedBefore(): Promise<QuietApi> {
  const ports: Ports = {
    keys: { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) },
    signer: { keyId: 1, publicKeys: new Map(), sign: () => new Uint8Array(64) },
    log: silentLog,
  }
  const clock = () => Date.now()
  const server = await createTestApi(data, { clock, ports: { ...ports, payments: createPaySandbox() } })
  await joinAsDriver(server)
  return {
    app: (payments) =>
      createApp({
        database: server.database,
        clock,
        random: (bytes) => new Uint8Array(randomBytes(bytes)),
        demo: true,
        checkReplies: true,
        ports: payments ? { ...ports, payments: createPaySandbox() } : ports,
      }),
    drop: () => server.drop(),
  }
}

async function joinAsDriver(server: TestApi): Promise<void> {
  const phone = await server.login('driver')
  await phone.get(api.putConsent, {
    body: {
      purpose: 'identity',
      version: consentTexts.identity.version,
      textHash: consentHash('identity'),
      given: true,
    },
  })
  await phone.get(api.verifyIdentity, { body: { name: '赵长山', idNumber: '990001199001010013' } })
  const { quote } = await phone.get(api.makeQuote, { body: { planId: plan.id } })
  const { order } = await phone.get(api.placeOrder, { body: { quoteId: quote.id }, key: newKey() })
  await phone.get(api.paySandboxOrder, { body: { orderId: order.id } })
}

/** 不能在线参加的地方：照样看得到互助和自己的保障，没有一处要付钱。 */
export async function lookWithoutPurchase(phone: (who: string) => Promise<Phone>): Promise<void> {
  const guest = await phone('路人')
  await guest.tap('保障')
  await guest.tap(/^意外互助，/)
  await guest.see('这里现在不能参加', '12351', '这些不赔', '120 全价 − 72 工会补贴 = 48 你付（元）')
  await guest.dontSee('付 48 元参加')

  const driver = await phone('司机')
  await logIn(driver, '网约车司机')
  await driver.tap('保障')
  await driver.see('最高互助金')
  await driver.tap(/^我的凭证/)
  await driver.see('赵*山', '谁扫都能查真假', '这些不赔', '不想要了，退出')
  await driver.dontSee('续下一期，')
}
