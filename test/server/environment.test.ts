import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { readEnvironment } from '../../server/environment'
import { openPayments } from '../../server/open-payments'
import { openTransfers } from '../../server/open-transfers'
import { loadSecrets } from '../../server/secrets'

const secret = () => randomBytes(32).toString('base64url')
const production = () => ({
  NODE_ENV: 'production',
  NUANXIN_PEPPER: secret(),
  NUANXIN_DATA_KEY: secret(),
  NUANXIN_VOUCHER_KEY: secret(),
  NUANXIN_GRANT_KEY: secret(),
})
const faults = (environment: Record<string, string>): string[] => {
  try {
    readEnvironment(environment)
    return []
  } catch (error) {
    return (error as Error).message.split('\n')
  }
}

describe('readEnvironment', () => {
  it('needs nothing on a developer’s machine, which it does not open to others', () => {
    expect(readEnvironment({ PORT: '' })).toMatchObject({
      production: false,
      demo: false,
      host: '127.0.0.1',
      port: 8080,
      databaseUrl: undefined,
      statements: 'named',
      dataFolder: path.resolve('.data'),
      log: { format: 'lines', level: 'info' },
    })
  })

  it('keeps the ledger’s heads beside a database of its own, and of another only where it is told', () => {
    expect(readEnvironment({}).ledgerHeads).toBe(path.resolve('.data/ledger-heads'))
    const DATABASE_URL = 'postgres://localhost/nuanxin'
    expect(readEnvironment({ DATABASE_URL }).ledgerHeads).toBeUndefined()
    const NUANXIN_LEDGER_HEADS = 'http://auditor/heads'
    expect(readEnvironment({ DATABASE_URL, NUANXIN_LEDGER_HEADS }).ledgerHeads).toBe(NUANXIN_LEDGER_HEADS)
    expect(faults({ ...production(), NUANXIN_LEDGER_HEADS })).toEqual([
      'NUANXIN_LEDGER_HEADS must start with https://, or be a file, where NODE_ENV=production.',
    ])
  })

  it('takes the public keys that signed grants before', () => {
    const key = secret()
    const { otherGrantKeys } = readEnvironment({ NUANXIN_GRANT_KEYS_OTHER: `0:${key},7:${secret()}` })
    expect([...otherGrantKeys.keys()]).toEqual([0, 7])
    expect(Buffer.from(otherGrantKeys.get(0)!).toString('base64url')).toBe(key)
    expect(faults({ NUANXIN_GRANT_KEYS_OTHER: `1:${key}` })).toEqual([
      'NUANXIN_GRANT_KEYS_OTHER: 1 must be from 0 to 255, and not the id of NUANXIN_GRANT_KEY.',
    ])
    expect(faults({ NUANXIN_GRANT_KEYS_OTHER: key })).toEqual([
      'NUANXIN_GRANT_KEYS_OTHER must look like 1:publicKey,2:publicKey.',
    ])
  })

  it('listens to everybody in production, and logs JSON', () => {
    const environment = readEnvironment({ ...production(), PORT: '80' })
    expect(environment).toMatchObject({
      production: true,
      host: '0.0.0.0',
      port: 80,
      log: { format: 'json' },
    })
    expect(Object.keys(environment.given)).toHaveLength(4)
  })

  it('tells every fault on a line of its own', () => {
    expect(
      faults({
        PORT: '80a',
        DATABASE_URL: 'localhost',
        DATABASE_STATEMENTS: 'all',
        NUANXIN_DEMO: 'yes',
        LOG_LEVEL: 'loud',
      }),
    ).toEqual([
      'PORT must be a whole number from 0 to 65535.',
      'DATABASE_URL must look like postgres://user:password@host:5432/database.',
      'DATABASE_STATEMENTS must be named or unnamed.',
      'NUANXIN_DEMO must be 1 or 0.',
      'LOG_LEVEL must be debug, info, warn, error or silent.',
    ])
    expect(faults({ PORT: '65536' })).toEqual(['PORT must be a whole number from 0 to 65535.'])
  })

  it('refuses the demo in production', () => {
    expect(faults({ ...production(), NUANXIN_DEMO: '1' })).toEqual([
      expect.stringMatching(/^NUANXIN_DEMO=1 lets anybody in/),
    ])
  })

  it('refuses to count no calls in production', () => {
    expect(faults({ ...production(), NUANXIN_LIMITS: 'off' })).toEqual([
      expect.stringMatching(/^NUANXIN_LIMITS=off is for benches/),
    ])
  })

  it('wants every secret in production', () => {
    expect(faults({ NODE_ENV: 'production' }).map((line) => line.split(' ', 3).join(' '))).toEqual([
      'NUANXIN_PEPPER is missing:',
      'NUANXIN_DATA_KEY is missing:',
      'NUANXIN_VOUCHER_KEY is missing:',
      'NUANXIN_GRANT_KEY is missing:',
    ])
  })

  it.each([
    ['zeros', Buffer.alloc(32)],
    ['counted up', Buffer.from([...Array(32).keys()])],
    ['a pass phrase', Buffer.from('correct horse battery staple 123')],
    ['one half said twice', Buffer.concat([Buffer.alloc(16, 'ab'), Buffer.alloc(16, 'ab')])],
  ])('refuses a secret that can be guessed: %s', (_name, bytes) => {
    const [fault, ...others] = faults({ ...production(), NUANXIN_PEPPER: bytes.toString('base64url') })
    expect(fault).toMatch(/^NUANXIN_PEPPER can be guessed/)
    expect(others).toEqual([])
  })

  it('refuses a secret that is too short, and one used twice; repeats neither', () => {
    const twice = secret()
    const said = faults({
      ...production(),
      NUANXIN_PEPPER: 'c2hvcnQ',
      NUANXIN_DATA_KEY: twice,
      NUANXIN_GRANT_KEY: twice,
    })
    expect(said).toEqual([
      expect.stringMatching(/^NUANXIN_PEPPER must be 32 random bytes/),
      expect.stringMatching(/^NUANXIN_GRANT_KEY is the same as another/),
    ])
    expect(said.join()).not.toContain(twice)
  })

  it('reads what other data keys sealed, each under an id of its own', () => {
    const [old, coming] = [secret(), secret()]
    const environment = readEnvironment({
      ...production(),
      NUANXIN_DATA_KEY_ID: '2',
      NUANXIN_DATA_KEYS_OTHER: `1:${old},3:${coming}`,
    })
    expect(environment.dataKeyId).toBe(2)
    expect(
      [...environment.otherDataKeys].map(([id, key]) => [id, Buffer.from(key).toString('base64url')]),
    ).toEqual([
      [1, old],
      [3, coming],
    ])
    const refused = (others: string) => faults({ ...production(), NUANXIN_DATA_KEYS_OTHER: others })
    expect(refused(`1:${old}`)).toEqual([expect.stringMatching(/^NUANXIN_DATA_KEYS_OTHER: 1 must be/)])
    expect(refused('2:short')).toEqual([expect.stringMatching(/key 2 must be 32 random bytes/)])
    expect(refused(old)).toEqual(['NUANXIN_DATA_KEYS_OTHER must look like 1:key,2:key.'])
  })

  it('takes the system behind the doors with its secret, and over https only in production', () => {
    const NUANXIN_DOORS_SECRET = secret()
    const doors = { NUANXIN_DOORS_URL: 'https://doors.example/unlock', NUANXIN_DOORS_SECRET }
    expect(readEnvironment(doors).doors).toEqual({
      url: 'https://doors.example/unlock',
      secret: Buffer.from(NUANXIN_DOORS_SECRET, 'base64url'),
    })
    expect(readEnvironment({}).doors).toBeUndefined()
    expect(faults({ NUANXIN_DOORS_URL: 'https://doors.example' })).toEqual([
      'NUANXIN_DOORS_URL and NUANXIN_DOORS_SECRET go together.',
    ])
    expect(faults({ ...doors, NUANXIN_DOORS_SECRET: 'A'.repeat(43) })).toEqual([
      expect.stringMatching(/^NUANXIN_DOORS_SECRET must be 32 random bytes/),
    ])
    expect(faults({ ...production(), ...doors, NUANXIN_DOORS_URL: 'http://doors.example' })).toEqual([
      'NUANXIN_DOORS_URL must start with https:// where NODE_ENV=production.',
    ])
  })

  it('wants WeChat’s appid and secret together, and TLS to WeChat in production', () => {
    expect(readEnvironment({ WECHAT_APPID: 'wx1', WECHAT_SECRET: 's' }).wechat).toEqual({
      appid: 'wx1',
      secret: 's',
      api: 'https://api.weixin.qq.com',
    })
    expect(faults({ WECHAT_APPID: 'wx1' })).toEqual(['WECHAT_APPID and WECHAT_SECRET go together.'])
    expect(faults({ WECHAT_TEMPLATES: '/templates.json' })).toEqual([
      'WECHAT_TEMPLATES is of use only beside WECHAT_APPID.',
    ])
    expect(faults({ ...production(), WECHAT_API: 'http://stand-in' })).toEqual([
      'WECHAT_API must start with https:// where NODE_ENV=production.',
    ])
  })

  describe('WeChat Pay', () => {
    const keys = {
      WECHAT_APPID: 'wx1',
      WECHAT_SECRET: 's',
      WECHAT_PAY_MCHID: '1900000001',
      WECHAT_PAY_SERIAL: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
      WECHAT_PAY_KEY_FILE: '/keys/apiclient_key.pem',
      WECHAT_PAY_APIV3_KEY: '0123456789abcdefghijABCDEFGHIJ01',
      WECHAT_PAY_SITE: 'https://nuanxin.example',
    }

    it('is what money is taken by where its keys are given; else play money, and none in production', () => {
      expect(readEnvironment({}).payments).toBe('sandbox')
      expect(readEnvironment({ NUANXIN_PAYMENTS: 'off' }).payments).toBe('off')
      expect(readEnvironment(production()).payments).toBe('off')
      expect(readEnvironment({ ...keys, NUANXIN_PAYMENTS: 'sandbox' }).payments).toBe('sandbox')
      const publicKey = {
        WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119000000012026',
        WECHAT_PAY_PUBLIC_KEY_FILE: '/keys/pub_key.pem',
      }
      const certificates = { WECHAT_PAY_CERTIFICATE_FILES: '/keys/a.pem,/keys/b.pem' }
      expect(readEnvironment({ ...production(), ...keys, ...publicKey, ...certificates }).payments).toEqual({
        appid: 'wx1',
        mchid: '1900000001',
        serial: keys.WECHAT_PAY_SERIAL,
        keyFile: '/keys/apiclient_key.pem',
        apiv3Key: Buffer.from(keys.WECHAT_PAY_APIV3_KEY),
        publicKey: { id: 'PUB_KEY_ID_0119000000012026', file: '/keys/pub_key.pem' },
        certificateFiles: ['/keys/a.pem', '/keys/b.pem'],
        site: 'https://nuanxin.example',
        api: 'https://api.mch.weixin.qq.com',
      })
    })

    it('pays benefits too where WeChat granted a scene for them; else play money beside play money', async () => {
      const granted = {
        WECHAT_PAY_TRANSFER_SCENE: '1013',
        WECHAT_PAY_TRANSFER_REPORTS: '公益活动名称=骑手互助;公益活动备案编号=备案 1 {claim}',
      }
      expect(readEnvironment({}).transfers).toBe('sandbox')
      expect(readEnvironment(keys).transfers).toBe('off')
      expect(readEnvironment(production()).transfers).toBe('off')
      expect(readEnvironment({ NUANXIN_PAYMENTS: 'off' }).transfers).toBe('off')
      const transfers = {
        scene: '1013',
        reports: [
          { type: '公益活动名称', content: '骑手互助' },
          { type: '公益活动备案编号', content: '备案 1 {claim}' },
        ],
        mostFen: 200_000,
      }
      expect(readEnvironment({ ...keys, ...granted }).transfers).toEqual(transfers)
      const more = { ...granted, WECHAT_PAY_TRANSFER_MOST: '20000' }
      expect(readEnvironment({ ...keys, ...more }).transfers).toEqual({ ...transfers, mostFen: 2_000_000 })
      expect(faults(granted)).toEqual([
        'WECHAT_PAY_TRANSFER_SCENE is of use only where orders are paid by WeChat Pay.',
      ])
      expect(faults({ ...keys, WECHAT_PAY_TRANSFER_SCENE: '1013' })).toEqual([
        'WECHAT_PAY_TRANSFER_SCENE needs WECHAT_PAY_TRANSFER_REPORTS: every scene has 报备信息.',
      ])
      expect(faults({ ...keys, WECHAT_PAY_TRANSFER_MOST: '1' })).toEqual([
        'WECHAT_PAY_TRANSFER_MOST is of use only beside WECHAT_PAY_TRANSFER_SCENE.',
      ])
      expect(faults({ ...keys, ...granted, WECHAT_PAY_TRANSFER_REPORTS: '公益活动名称' })[0]).toMatch(
        /^WECHAT_PAY_TRANSFER_REPORTS must look like/,
      )
      const asked = { payments: 'sandbox', transfers: 'sandbox', production: true } as const
      await expect(openTransfers(asked, Date.now, randomBytes)).rejects.toThrow('Play money in production')
    })

    it('refuses play money in production', async () => {
      expect(faults({ ...production(), NUANXIN_PAYMENTS: 'sandbox' })).toEqual([
        expect.stringMatching(/^NUANXIN_PAYMENTS=sandbox is play money/),
      ])
      const asked = { payments: 'sandbox', production: true } as const
      await expect(openPayments(asked, Date.now, randomBytes)).rejects.toThrow('Play money in production')
    })

    it('wants all of its keys, and TLS in production', () => {
      const { WECHAT_PAY_KEY_FILE: _file, ...some } = keys
      expect(faults(some)).toEqual(['WeChat Pay needs WECHAT_PAY_KEY_FILE too.'])
      expect(faults({ NUANXIN_PAYMENTS: 'wechat' })).toEqual([
        'WeChat Pay needs WECHAT_PAY_MCHID, WECHAT_PAY_SERIAL, WECHAT_PAY_KEY_FILE, WECHAT_PAY_APIV3_KEY, WECHAT_PAY_SITE, WECHAT_APPID too.',
      ])
      expect(faults({ ...keys, WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_1' })).toEqual([
        'WECHAT_PAY_PUBLIC_KEY_ID and WECHAT_PAY_PUBLIC_KEY_FILE go together.',
      ])
      expect(faults({ ...keys, WECHAT_PAY_APIV3_KEY: 'short' })).toEqual([
        'WECHAT_PAY_APIV3_KEY must be 32 letters and digits.',
      ])
      const plain = { WECHAT_PAY_SITE: 'http://here', WECHAT_PAY_API: 'http://there' }
      expect(faults({ ...production(), ...keys, ...plain })).toEqual([
        'WECHAT_PAY_SITE must start with https:// where NODE_ENV=production.',
        'WECHAT_PAY_API must start with https:// where NODE_ENV=production.',
      ])
    })

    it('names the variable whose file holds no key, and nothing of the file', async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-keys-'))
      const bad = path.join(folder, 'bad.pem')
      await writeFile(bad, 'very-secret')
      const fault = (over: Record<string, string>) =>
        openPayments(readEnvironment({ ...keys, ...over }), Date.now, randomBytes).then(
          () => 'none',
          (error: unknown) => (error as Error).message,
        )
      expect(await fault({})).toBe('WECHAT_PAY_KEY_FILE: the file cannot be read (ENOENT).')
      expect(await fault({ WECHAT_PAY_KEY_FILE: bad })).toBe(
        'WECHAT_PAY_KEY_FILE must name a PEM file with an RSA private key.',
      )
      expect(await fault({ WECHAT_PAY_CERTIFICATE_FILES: bad })).toBe(
        'WECHAT_PAY_CERTIFICATE_FILES must name a PEM file with a certificate.',
      )
      const publicKey = { WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_1', WECHAT_PAY_PUBLIC_KEY_FILE: bad }
      expect(await fault(publicKey)).toBe(
        'WECHAT_PAY_PUBLIC_KEY_FILE must name a PEM file with an RSA public key.',
      )
      await rm(folder, { recursive: true })
    })
  })

  it('refuses an owner for a database it was not given', () => {
    expect(faults({ DATABASE_OWNER_URL: 'postgres://me@here/db' })).toEqual([
      'DATABASE_OWNER_URL is of use only beside DATABASE_URL.',
    ])
  })
})

describe('loadSecrets', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-secrets-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('takes those given, and touches no disk then', async () => {
    const given = production()
    const secrets = await loadSecrets(readEnvironment({ ...given, NUANXIN_DATA: folder }))
    expect(Buffer.from(secrets.pepper).toString('base64url')).toBe(given.NUANXIN_PEPPER)
    expect(await readdir(folder)).toEqual([])
  })

  it('makes the others once, for every process and every start, in a file nobody else can read', async () => {
    const environment = readEnvironment({ NUANXIN_DATA: folder })
    const [one, two] = await Promise.all([loadSecrets(environment), loadSecrets(environment)])
    expect(one).toEqual(two)
    expect(await loadSecrets(environment)).toEqual(one)
    const texts = Object.values(one).map((bytes) => Buffer.from(bytes).toString('hex'))
    expect(new Set(texts).size).toBe(4)
    expect(texts.every((text) => text.length === 64)).toBe(true)
    expect(await readdir(folder)).toEqual(['secrets.json'])
    expect((await stat(path.join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600)
  })
})
