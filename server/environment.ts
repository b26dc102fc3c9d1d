import path from 'node:path'
import { z } from 'zod'
import type { StorageOptions } from './adapters/file-storage'
import type { LogOptions } from './adapters/log'
import { StartFault } from './start-fault'

/** What the API is told by the environment. Secrets not given are left out: see {@link loadSecrets}. */
export interface Environment {
  readonly production: boolean
  readonly demo: boolean
  readonly host: string
  readonly port: number
  /** Absent: the API starts its own PostgreSQL. */
  readonly databaseUrl?: string
  /** The login that runs the migrations, where it is another. */
  readonly ownerUrl?: string
  /** Reaches the server past a pooler, for LISTEN. */
  readonly directUrl?: string
  readonly statements: 'named' | 'unnamed'
  /** Connections of this process at most. */
  readonly connections: number
  /** Absolute. */
  readonly dataFolder: string
  readonly given: Readonly<Partial<Record<SecretName, Uint8Array>>>
  /** 1 to 255: which data key this is, noted with all it seals. */
  readonly dataKeyId: number
  /** Other data keys by their ids, to read what they sealed. */
  readonly otherDataKeys: ReadonlyMap<number, Uint8Array>
  /** 0 to 255: which grant key this is, so that old grants stay readable after a change of key. */
  readonly grantKeyId: number
  /** Public keys that signed grants before, by their ids. */
  readonly otherGrantKeys: ReadonlyMap<number, Uint8Array>
  /** A list or a file of the regions whose ID numbers are taken; see readIdRegions. Absent: all provinces. */
  readonly idRegions?: string
  /** Proxies of ours that every request comes through, each adding to X-Forwarded-For. */
  readonly proxies: number
  /** Absent: nobody logs in by WeChat. */
  readonly wechat?: { readonly appid: string; readonly secret: string; readonly api: string }
  /** How orders of mutual aid are paid. `off`: nobody joins. */
  readonly payments: 'sandbox' | 'off' | WechatPaySettings
  /** How benefits are paid to WeChat, by the merchant of `payments`. `off`: to bank cards only. */
  readonly transfers: 'sandbox' | 'off' | TransferSettings
  /** Where photos of claims lie. */
  readonly photos: StorageOptions
  /** Absent: no door opens by the phone, or in the sandbox only. */
  readonly doors?: { readonly url: string; readonly secret: Uint8Array }
  /** A file with WeChat's templates for subscribe messages; absent: none are sent. */
  readonly noticeTemplates?: string
  /** A file or URL where the ledger's heads are kept; absent: nowhere outside the database. */
  readonly ledgerHeads?: string
  /** Whether calls are counted and limited. */
  readonly limits: boolean
  readonly log: LogOptions
}

/** WeChat Pay v3 as the merchant's platform has it; keys stand in files. */
export interface WechatPaySettings {
  readonly appid: string
  readonly mchid: string
  /** Of the merchant's API certificate. */
  readonly serial: string
  readonly keyFile: string
  /** 32 bytes. */
  readonly apiv3Key: Uint8Array
  /** 微信支付公钥, where the merchant has one. */
  readonly publicKey?: { readonly id: string; readonly file: string }
  /** Platform certificates known beforehand. */
  readonly certificateFiles: readonly string[]
  /** Where WeChat reaches this API, without a path. */
  readonly site: string
  readonly api: string
}

/** 商家转账 as the merchant's platform has it. */
export interface TransferSettings {
  /** The 转账场景. */
  readonly scene: string
  /** Its 报备信息. */
  readonly reports: readonly { readonly type: string; readonly content: string }[]
  /** 单笔转账额度, in fen. */
  readonly mostFen: number
}

/** The secrets of a deployment, 32 bytes each. */
export const secretNames = ['pepper', 'dataKey', 'voucherKey', 'grantKey'] as const
export type SecretName = (typeof secretNames)[number]
export type Secrets = Readonly<Record<SecretName, Uint8Array>>

const variables: Record<SecretName, string> = {
  pepper: 'NUANXIN_PEPPER',
  dataKey: 'NUANXIN_DATA_KEY',
  voucherKey: 'NUANXIN_VOUCHER_KEY',
  grantKey: 'NUANXIN_GRANT_KEY',
}

const secretRule = 'must be 32 random bytes in base64url (openssl rand 32 | basenc --base64url)'

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgres://user:password@host:5432/database')
  .optional()

const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d+$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error))
}

const shape = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: z.string().optional(),
  PORT: wholeNumber(0, 65_535).default(8080),
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: postgresUrl,
  DATABASE_DIRECT_URL: postgresUrl,
  DATABASE_STATEMENTS: z.enum(['named', 'unnamed'], 'must be named or unnamed').default('named'),
  DATABASE_CONNECTIONS: wholeNumber(1, 1_000).default(10),
  NUANXIN_DATA: z.string().default('.data'),
  NUANXIN_DEMO: z.enum(['0', '1'], 'must be 1 or 0').default('0'),
  NUANXIN_PROXIES: wholeNumber(0, 10).default(0),
  NUANXIN_ID_REGIONS: z.string().optional(),
  NUANXIN_LIMITS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  WECHAT_APPID: z.string().optional(),
  WECHAT_SECRET: z.string().optional(),
  WECHAT_API: z
    .string()
    .regex(/^https?:\/\/[^\s/]+$/, 'must be a URL without a path')
    .default('https://api.weixin.qq.com'),
  NUANXIN_PAYMENTS: z.enum(['wechat', 'sandbox', 'off'], 'must be wechat, sandbox or off').optional(),
  WECHAT_PAY_MCHID: z
    .string()
    .regex(/^\d{8,10}$/, 'must be 8 to 10 digits')
    .optional(),
  WECHAT_PAY_SERIAL: z
    .string()
    .regex(/^[0-9A-Fa-f]{8,64}$/, 'must be a certificate’s serial number in hex')
    .optional(),
  WECHAT_PAY_KEY_FILE: z.string().optional(),
  WECHAT_PAY_APIV3_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{32}$/, 'must be 32 letters and digits')
    .optional(),
  WECHAT_PAY_PUBLIC_KEY_ID: z
    .string()
    .regex(/^PUB_KEY_ID_[0-9A-Za-z]+$/, 'must start with PUB_KEY_ID_')
    .optional(),
  WECHAT_PAY_PUBLIC_KEY_FILE: z.string().optional(),
  WECHAT_PAY_CERTIFICATE_FILES: z.string().optional(),
  WECHAT_PAY_SITE: z
    .string()
    .regex(/^https?:\/\/[^\s/]+$/, 'must be a URL without a path')
    .optional(),
  WECHAT_PAY_API: z
    .string()
    .regex(/^https?:\/\/[^\s/]+$/, 'must be a URL without a path')
    .default('https://api.mch.weixin.qq.com'),
  WECHAT_PAY_TRANSFER_SCENE: z
    .string()
    .regex(/^\d{4,36}$/, 'must be the number of a 转账场景')
    .optional(),
  WECHAT_PAY_TRANSFER_REPORTS: z
    .string()
    .regex(
      /^[^=;]{1,15}=[^=;]{1,32}(;[^=;]{1,15}=[^=;]{1,32})*$/,
      'must look like 类型=内容;类型=内容, types of 15 characters at most and contents of 32',
    )
    .optional(),
  WECHAT_PAY_TRANSFER_MOST: wholeNumber(1, 1_000_000).optional(),
  NUANXIN_DOORS_URL: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'must be a URL')
    .optional(),
  NUANXIN_DOORS_SECRET: z.string().optional(),
  NUANXIN_PHOTOS: z.string().optional(),
  NUANXIN_PHOTOS_ENDPOINT: z
    .string()
    .regex(/^https?:\/\/[^\s/]+$/, 'must be a URL without a path')
    .optional(),
  NUANXIN_PHOTOS_REGION: z.string().default('us-east-1'),
  NUANXIN_PHOTOS_KEY_ID: z.string().optional(),
  NUANXIN_PHOTOS_SECRET: z.string().optional(),
  NUANXIN_LEDGER_HEADS: z.string().optional(),
  WECHAT_TEMPLATES: z.string().optional(),
  NUANXIN_DATA_KEY_ID: wholeNumber(1, 255).default(1),
  NUANXIN_DATA_KEYS_OTHER: z
    .string()
    .regex(/^\d{1,3}:[^\s,:]+(,\d{1,3}:[^\s,:]+)*$/, 'must look like 1:key,2:key')
    .optional(),
  NUANXIN_GRANT_KEY_ID: wholeNumber(0, 255).default(1),
  NUANXIN_GRANT_KEYS_OTHER: z
    .string()
    .regex(
      /^\d{1,3}:[A-Za-z0-9_-]{43}(,\d{1,3}:[A-Za-z0-9_-]{43})*$/,
      'must look like 1:publicKey,2:publicKey',
    )
    .optional(),
  NUANXIN_PEPPER: z.string().optional(),
  NUANXIN_DATA_KEY: z.string().optional(),
  NUANXIN_VOUCHER_KEY: z.string().optional(),
  NUANXIN_GRANT_KEY: z.string().optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info'),
})

/**
 * Reads and checks the environment. An empty variable counts as none.
 * Throws a StartFault with one line for each fault; no line repeats a value, which may be a password.
 */
export function readEnvironment(source: NodeJS.ProcessEnv): Environment {
  const parsed = shape.safeParse(
    Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')),
  )
  if (!parsed.success) {
    throw new StartFault(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'),
    )
  }
  const values = parsed.data
  const faults: string[] = []
  const production = values.NODE_ENV === 'production'
  const demo = values.NUANXIN_DEMO === '1'
  if (production && demo) {
    faults.push('NUANXIN_DEMO=1 lets anybody in as an administrator: leave it out where NODE_ENV=production.')
  }
  if (production && values.NUANXIN_LIMITS === 'off') {
    faults.push('NUANXIN_LIMITS=off is for benches: leave it out where NODE_ENV=production.')
  }
  const { WECHAT_APPID: appid, WECHAT_SECRET: secret, WECHAT_API: wechatApi } = values
  if (Boolean(appid) !== Boolean(secret)) faults.push('WECHAT_APPID and WECHAT_SECRET go together.')
  if (production && !wechatApi.startsWith('https://')) {
    faults.push('WECHAT_API must start with https:// where NODE_ENV=production.')
  }
  const payments = readPayments(values, production, faults)
  const transfers = readTransfers(values, payments, faults)
  const photos = readPhotos(values, production, faults)
  const { NUANXIN_DOORS_URL: doorsUrl, NUANXIN_DOORS_SECRET: doorsText } = values
  const doorsSecret = doorsText === undefined ? undefined : decodeSecret(doorsText)
  if (Boolean(doorsUrl) !== Boolean(doorsText)) {
    faults.push('NUANXIN_DOORS_URL and NUANXIN_DOORS_SECRET go together.')
  }
  if (doorsText !== undefined && (!doorsSecret || isWeak(doorsSecret))) {
    faults.push(`NUANXIN_DOORS_SECRET ${secretRule}.`)
  }
  if (production && doorsUrl && !doorsUrl.startsWith('https://')) {
    faults.push('NUANXIN_DOORS_URL must start with https:// where NODE_ENV=production.')
  }
  if (values.WECHAT_TEMPLATES && !appid) faults.push('WECHAT_TEMPLATES is of use only beside WECHAT_APPID.')
  const heads = values.NUANXIN_LEDGER_HEADS
  if (production && heads?.startsWith('http:')) {
    faults.push('NUANXIN_LEDGER_HEADS must start with https://, or be a file, where NODE_ENV=production.')
  }
  if (!values.DATABASE_URL) {
    for (const name of ['DATABASE_OWNER_URL', 'DATABASE_DIRECT_URL'] as const) {
      if (values[name]) faults.push(`${name} is of use only beside DATABASE_URL.`)
    }
  }

  const given: Partial<Record<SecretName, Uint8Array>> = {}
  for (const name of secretNames) {
    const variable = variables[name] as keyof typeof values
    const text = values[variable] as string | undefined
    const secret = text === undefined ? undefined : decodeSecret(text)
    if (text === undefined) {
      if (production) faults.push(`${variable} is missing: it ${secretRule}.`)
    } else if (!secret) {
      faults.push(`${variable} ${secretRule}.`)
    } else if (isWeak(secret)) {
      faults.push(`${variable} can be guessed: it ${secretRule}.`)
    } else if (Object.values(given).some((other) => Buffer.from(other).equals(secret))) {
      faults.push(`${variable} is the same as another secret: each must be its own.`)
    } else {
      given[name] = secret
    }
  }
  const otherDataKeys = new Map<number, Uint8Array>()
  for (const pair of values.NUANXIN_DATA_KEYS_OTHER?.split(',') ?? []) {
    const [id = '', text = ''] = pair.split(':')
    const secret = decodeSecret(text)
    if (!secret || isWeak(secret)) {
      faults.push(`NUANXIN_DATA_KEYS_OTHER: key ${id} ${secretRule}.`)
    } else if (Number(id) < 1 || Number(id) > 255 || Number(id) === values.NUANXIN_DATA_KEY_ID) {
      faults.push(`NUANXIN_DATA_KEYS_OTHER: ${id} must be from 1 to 255, and not the id of NUANXIN_DATA_KEY.`)
    } else if (Object.values(given).some((other) => Buffer.from(other).equals(secret))) {
      faults.push(`NUANXIN_DATA_KEYS_OTHER: key ${id} is the same as another secret: each must be its own.`)
    } else {
      otherDataKeys.set(Number(id), secret)
    }
  }
  const otherGrantKeys = new Map<number, Uint8Array>()
  for (const pair of values.NUANXIN_GRANT_KEYS_OTHER?.split(',') ?? []) {
    const [id = '', text = ''] = pair.split(':')
    if (Number(id) > 255 || Number(id) === values.NUANXIN_GRANT_KEY_ID) {
      faults.push(
        `NUANXIN_GRANT_KEYS_OTHER: ${id} must be from 0 to 255, and not the id of NUANXIN_GRANT_KEY.`,
      )
    } else {
      otherGrantKeys.set(Number(id), new Uint8Array(Buffer.from(text, 'base64url')))
    }
  }
  if (faults.length > 0) throw new StartFault(faults.join('\n'))

  return {
    production,
    demo,
    host: values.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    ownerUrl: values.DATABASE_OWNER_URL,
    directUrl: values.DATABASE_DIRECT_URL,
    statements: values.DATABASE_STATEMENTS,
    connections: values.DATABASE_CONNECTIONS,
    dataFolder: path.resolve(values.NUANXIN_DATA),
    given,
    dataKeyId: values.NUANXIN_DATA_KEY_ID,
    otherDataKeys,
    grantKeyId: values.NUANXIN_GRANT_KEY_ID,
    otherGrantKeys,
    wechat: appid && secret ? { appid, secret, api: wechatApi } : undefined,
    payments,
    transfers,
    photos,
    doors: doorsUrl && doorsSecret ? { url: doorsUrl, secret: doorsSecret } : undefined,
    // Beside our own PostgreSQL at least; of another's database we would not know which it is.
    ledgerHeads:
      heads ?? (values.DATABASE_URL ? undefined : path.resolve(values.NUANXIN_DATA, 'ledger-heads')),
    noticeTemplates: values.WECHAT_TEMPLATES,
    idRegions: values.NUANXIN_ID_REGIONS,
    proxies: values.NUANXIN_PROXIES,
    limits: values.NUANXIN_LIMITS === 'on',
    log: { format: production ? 'json' : 'lines', level: values.LOG_LEVEL },
  }
}

/** A folder, or `s3://bucket` at whatever speaks S3. */
function readPhotos(
  values: z.output<typeof shape>,
  production: boolean,
  faults: string[],
): Environment['photos'] {
  const { NUANXIN_PHOTOS: where = path.join(values.NUANXIN_DATA, 'photos') } = values
  const [, bucket] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/.exec(where) ?? []
  const names = ['NUANXIN_PHOTOS_ENDPOINT', 'NUANXIN_PHOTOS_KEY_ID', 'NUANXIN_PHOTOS_SECRET'] as const
  if (bucket === undefined) {
    if (where.startsWith('s3:')) faults.push('NUANXIN_PHOTOS must be a folder, or s3:// and a bucket’s name.')
    for (const name of names) {
      if (values[name] !== undefined)
        faults.push(`${name} is of use only where NUANXIN_PHOTOS is s3://bucket.`)
    }
    return { kind: 'folder', folder: path.resolve(where) }
  }
  const { NUANXIN_PHOTOS_ENDPOINT: endpoint, NUANXIN_PHOTOS_KEY_ID: keyId = '' } = values
  const { NUANXIN_PHOTOS_SECRET: secret = '', NUANXIN_PHOTOS_REGION: region } = values
  if (keyId === '' || secret === '') {
    faults.push('NUANXIN_PHOTOS in a bucket needs NUANXIN_PHOTOS_KEY_ID and NUANXIN_PHOTOS_SECRET.')
  }
  if (production && endpoint?.startsWith('http:')) {
    faults.push('NUANXIN_PHOTOS_ENDPOINT must start with https:// where NODE_ENV=production.')
  }
  return { kind: 's3', endpoint, region, bucket, keyId, secret }
}

const wechatPayNames = [
  'WECHAT_PAY_MCHID',
  'WECHAT_PAY_SERIAL',
  'WECHAT_PAY_KEY_FILE',
  'WECHAT_PAY_APIV3_KEY',
  'WECHAT_PAY_SITE',
] as const

/** Real money where its keys are given, play money outside production, else none. */
function readPayments(
  values: z.output<typeof shape>,
  production: boolean,
  faults: string[],
): Environment['payments'] {
  const given = wechatPayNames.filter((name) => values[name] !== undefined)
  const asked = values.NUANXIN_PAYMENTS ?? (given.length > 0 ? 'wechat' : production ? 'off' : 'sandbox')
  if (asked === 'off') return 'off'
  if (asked === 'sandbox') {
    if (production)
      faults.push('NUANXIN_PAYMENTS=sandbox is play money: leave it out where NODE_ENV=production.')
    return 'sandbox'
  }
  const missing = [...wechatPayNames, 'WECHAT_APPID' as const].filter((name) => values[name] === undefined)
  if (missing.length > 0) faults.push(`WeChat Pay needs ${missing.join(', ')} too.`)
  const {
    WECHAT_PAY_PUBLIC_KEY_ID: id,
    WECHAT_PAY_PUBLIC_KEY_FILE: file,
    WECHAT_PAY_SITE: site = '',
    WECHAT_PAY_API: api,
  } = values
  if (Boolean(id) !== Boolean(file)) {
    faults.push('WECHAT_PAY_PUBLIC_KEY_ID and WECHAT_PAY_PUBLIC_KEY_FILE go together.')
  }
  for (const [name, url] of Object.entries({ WECHAT_PAY_SITE: site, WECHAT_PAY_API: api })) {
    if (production && url && !url.startsWith('https://')) {
      faults.push(`${name} must start with https:// where NODE_ENV=production.`)
    }
  }
  return {
    appid: values.WECHAT_APPID ?? '',
    mchid: values.WECHAT_PAY_MCHID ?? '',
    serial: values.WECHAT_PAY_SERIAL ?? '',
    keyFile: values.WECHAT_PAY_KEY_FILE ?? '',
    apiv3Key: Buffer.from(values.WECHAT_PAY_APIV3_KEY ?? ''),
    publicKey: id && file ? { id, file } : undefined,
    certificateFiles: values.WECHAT_PAY_CERTIFICATE_FILES?.split(',') ?? [],
    site,
    api,
  }
}

/** By the merchant of the payments where WeChat granted him a scene; play money beside play money. */
function readTransfers(
  values: z.output<typeof shape>,
  payments: Environment['payments'],
  faults: string[],
): Environment['transfers'] {
  const scene = values.WECHAT_PAY_TRANSFER_SCENE
  const { WECHAT_PAY_TRANSFER_MOST: most = 2_000, WECHAT_PAY_TRANSFER_REPORTS: reports } = values
  for (const name of ['WECHAT_PAY_TRANSFER_REPORTS', 'WECHAT_PAY_TRANSFER_MOST'] as const) {
    if (values[name] !== undefined && scene === undefined) {
      faults.push(`${name} is of use only beside WECHAT_PAY_TRANSFER_SCENE.`)
    }
  }
  if (scene === undefined) return payments === 'sandbox' ? 'sandbox' : 'off'
  if (typeof payments !== 'object') {
    faults.push('WECHAT_PAY_TRANSFER_SCENE is of use only where orders are paid by WeChat Pay.')
    return 'off'
  }
  if (reports === undefined) {
    faults.push('WECHAT_PAY_TRANSFER_SCENE needs WECHAT_PAY_TRANSFER_REPORTS: every scene has 报备信息.')
  }
  const pairs = reports?.split(';').map((it) => it.split('=')) ?? []
  return {
    scene,
    reports: pairs.map(([type = '', content = '']) => ({ type, content })),
    mostFen: most * 100,
  }
}

function decodeSecret(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]{43}=?$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === 32 ? bytes : undefined
}

/** Of 32 random bytes some 30 differ, and never are all of them typeable; an example or a pass phrase shows by that. */
function isWeak(secret: Buffer): boolean {
  const steps = new Set(secret.map((byte, index) => byte - (secret[index - 1] ?? 0)))
  return new Set(secret).size < 16 || steps.size < 8 || secret.every((byte) => byte >= 0x20 && byte < 0x7f)
}
