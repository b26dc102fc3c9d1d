import {
  constants,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  publicEncrypt,
  sign as signBytes,
  verify as verifyBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'

/**
 * How WeChat Pay v3 signs and seals: SHA256-RSA2048 over lines that each end in a line feed, and AEAD_AES_256_GCM.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012365342
 */

/** Each on a line of its own, the last one too. */
const lines = (parts: readonly string[]): Buffer => Buffer.from(parts.map((it) => `${it}\n`).join(''))

/** Base64. */
export const signLines = (key: KeyObject, parts: readonly string[]): string =>
  signBytes('sha256', lines(parts), key).toString('base64')

export const isSigned = (key: KeyObject, parts: readonly string[], signature: string): boolean =>
  verifyBytes('sha256', lines(parts), key, Buffer.from(signature, 'base64'))

/** What comes sealed in notices, and with platform certificates. */
export interface Sealed {
  readonly algorithm: string
  /** Base64: the text and 16 bytes of its tag. */
  readonly ciphertext: string
  readonly nonce: string
  readonly associated_data?: string | undefined
}

const TAG = 16

/** Throws where it was sealed under another key, or changed since. */
export function openSealed(key: Uint8Array, it: Sealed): string {
  if (it.algorithm !== 'AEAD_AES_256_GCM') throw new Error('Sealed by an algorithm that is not known')
  const bytes = Buffer.from(it.ciphertext, 'base64')
  if (bytes.length < TAG) throw new Error('Sealed text is cut off')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(it.nonce), { authTagLength: TAG })
  decipher.setAuthTag(bytes.subarray(-TAG))
  decipher.setAAD(Buffer.from(it.associated_data ?? ''))
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]).toString('utf8')
}

/** Base64, by RSAES-OAEP with SHA-1, as WeChat takes names. */
export const sealFor = (key: KeyObject, text: string): string =>
  publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    Buffer.from(text),
  ).toString('base64')

/** One key of WeChat Pay's: a platform certificate's, or a 微信支付公钥 (`PUB_KEY_ID_…`). */
export interface PlatformKey {
  readonly serial: string
  readonly key: KeyObject
  /** Epoch ms; a public key has no end. */
  readonly until: number
}

/** Throws where the PEM is no certificate with an RSA key. */
export function certificateKey(pem: string): PlatformKey {
  const certificate = new X509Certificate(pem)
  return {
    serial: certificate.serialNumber,
    key: rsa(certificate.publicKey),
    until: Date.parse(certificate.validTo),
  }
}

/** Throws where the PEM is no RSA public key. */
export const publicKey = (serial: string, pem: string): PlatformKey => ({
  serial,
  key: rsa(createPublicKey(pem)),
  until: Number.POSITIVE_INFINITY,
})

/** The merchant's own. Throws where the PEM is no RSA private key. */
export const merchantKey = (pem: string): KeyObject => rsa(createPrivateKey(pem))

function rsa(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'rsa') throw new Error('No RSA key')
  return key
}

export interface KeyRing {
  /** The key of this serial, if it is good now. */
  find(serial: string): Promise<KeyObject | undefined>
  /** The one that is good for longest, so a 微信支付公钥 before all certificates. */
  newest(): Promise<PlatformKey | undefined>
}

export interface KeyRingOptions {
  readonly given: readonly PlatformKey[]
  readonly clock: () => number
  /** Fetches the platform certificates that are in force, PEM. They change about once in five years, without a word. */
  readonly download: () => Promise<readonly string[]>
}

/** Made-up serials shall not make us ask more often than this. */
const ASK_AGAIN_MS = 60_000

/** What is given, and platform certificates fetched as soon as something is signed by one that is not known. */
export function createKeyRing({ given, clock, download }: KeyRingOptions): KeyRing {
  const keys = new Map(given.map((it) => [it.serial.toUpperCase(), it]))
  let asking: Promise<void> | undefined
  let askedAt = Number.NEGATIVE_INFINITY

  const good = (serial: string): KeyObject | undefined => {
    const known = keys.get(serial.toUpperCase())
    return known && known.until > clock() ? known.key : undefined
  }
  const ask = async (): Promise<void> => {
    for (const pem of await download()) {
      const it = certificateKey(pem)
      keys.set(it.serial.toUpperCase(), it)
    }
  }
  const askInTurn = async (): Promise<void> => {
    if (!asking && clock() - askedAt >= ASK_AGAIN_MS) {
      askedAt = clock()
      asking = ask().finally(() => (asking = undefined))
    }
    await asking
  }
  const newest = (): PlatformKey | undefined =>
    [...keys.values()].filter((it) => it.until > clock()).sort((a, b) => (a.until < b.until ? 1 : -1))[0]
  return {
    async find(serial) {
      const known = good(serial)
      // Public keys are told by the operator; there is nowhere to fetch them.
      if (known || !/^[0-9a-f]{8,64}$/i.test(serial)) return known
      await askInTurn()
      return good(serial)
    },
    async newest() {
      if (!newest()) await askInTurn()
      return newest()
    },
  }
}
