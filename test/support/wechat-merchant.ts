import { randomBytes } from 'node:crypto'
import { publicKey, merchantKey } from '../../server/adapters/wechat-pay-keys'
import type { WechatTransferOptions } from '../../server/adapters/wechat-transfers'
import type { WechatPayStandIn } from './wechat-pay-stand-in'

/** The merchant of a stand-in for WeChat Pay, as an operator of ours would set it up. */
export const merchantOf = (it: WechatPayStandIn, clock: () => number): WechatTransferOptions => ({
  appid: it.appid,
  mchid: it.mchid,
  serial: it.serial,
  key: merchantKey(it.merchantKey),
  apiv3Key: Buffer.from(it.apiv3Key),
  platform: [publicKey(it.publicKeyId, it.publicKey)],
  noticesAt: 'https://nuanxin.example/v1/payouts/wechat/notices',
  api: it.url,
  scene: it.transfers.scene,
  reports: it.transfers.reports,
  mostFen: it.transfers.mostFen,
  clock,
  random: (bytes) => new Uint8Array(randomBytes(bytes)),
  timeoutMs: 2_000,
  pausesMs: [1],
})
