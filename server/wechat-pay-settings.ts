import { readFile } from 'node:fs/promises'
import type { WechatPayOptions } from './adapters/wechat-pay-client'
import { certificateKey, merchantKey, publicKey, type PlatformKey } from './adapters/wechat-pay-keys'
import type { Environment } from './environment'
import { StartFault } from './start-fault'

type Settings = Exclude<Environment['payments'], 'sandbox' | 'off'>

/**
 * Reads the files that hold WeChat Pay's keys. Throws a StartFault that names the variable, and nothing of the key.
 * @param notices the path of ours to which WeChat is to tell how it went.
 */
export async function readWechatPay(
  settings: Settings,
  notices: string,
): Promise<Omit<WechatPayOptions, 'clock' | 'random'>> {
  const { appid, mchid, serial, apiv3Key, api, site } = settings
  const platform: PlatformKey[] = []
  if (settings.publicKey) {
    const { id, file } = settings.publicKey
    const make = (pem: string) => publicKey(id, pem)
    platform.push(await readPem('WECHAT_PAY_PUBLIC_KEY_FILE', file, 'an RSA public key', make))
  }
  for (const file of settings.certificateFiles) {
    platform.push(await readPem('WECHAT_PAY_CERTIFICATE_FILES', file, 'a certificate', certificateKey))
  }
  return {
    appid,
    mchid,
    serial,
    apiv3Key,
    api,
    key: await readPem('WECHAT_PAY_KEY_FILE', settings.keyFile, 'an RSA private key', merchantKey),
    platform,
    noticesAt: `${site}${notices}`,
  }
}

async function readPem<T>(
  variable: string,
  file: string,
  what: string,
  make: (pem: string) => T,
): Promise<T> {
  let pem: string
  try {
    pem = await readFile(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartFault(`${variable}: the file cannot be read (${code ?? 'unknown'}).`, { cause })
  }
  try {
    return make(pem)
  } catch (cause) {
    throw new StartFault(`${variable} must name a PEM file with ${what}.`, { cause })
  }
}
