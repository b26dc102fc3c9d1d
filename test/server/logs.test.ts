import { AsyncLocalStorage } from 'node:async_hooks'
import { api, type CallInput, type Endpoint, type EndpointName } from '@/contract'
import { createLog } from '../../server/adapters/log'
import { DatabaseFault, type Database, type Queryable } from '../../server/database/database'
import { createTestApi, type TestApi } from '../support/api'
import { here } from '../support/fixtures'
import { asksOf, type Asks } from './asks'
import { foundIn, mayBeLogged, personalValues, type Personal } from './personal-data'
import { createWorld, mayAsk, plenty, testPorts, type World } from './world'

// Some endpoints make some thirty statements, and each fails in four ways.

/** Everything the API logs in this file, at the most talkative level; without the time, which may read like a latitude. */
const lines: string[] = []
const ports = testPorts(
  createLog({ format: 'json', level: 'debug' }, (line) => lines.push(line.replace(/"time":"[^"]*",?/, ''))),
)
const { keys, seed } = ports

interface Fault {
  at: number
  readonly how: (typeof faults)[number]
}
/** Makes the database fail at the n-th statement of what is asked under it, and of nothing that goes on beside it. */
const faulty = new AsyncLocalStorage<Fault>()
const faults = ['values in message and detail', 'unreachable', 'outcome unknown', 'refused row'] as const

/** As PostgreSQL complains, with the row in it. */
const complaint = (code: string, values: readonly unknown[]) => {
  const row = values
    .map((it) => (it instanceof Uint8Array ? `\\x${Buffer.from(it).toString('hex')}` : String(it)))
    .join(', ')
  return Object.assign(new Error(`invalid input syntax for type uuid: "${row}"`), {
    code,
    severity: 'ERROR',
    detail: `Failing row contains (${row}).`,
    where: `unnamed portal parameter $1 = '${row}'`,
    hint: row,
    constraint: 'worker_check',
    table: 'worker',
    routine: 'ExecConstraints',
  })
}

const failing = (database: Database): Database => {
  const over = (it: Queryable): Queryable => ({
    query: async (statement, values = []) => {
      const fault = faulty.getStore()
      if (fault && --fault.at < 0) {
        const { how } = fault
        if (how === 'values in message and detail') throw complaint('22P02', values)
        const kind = how === 'refused row' ? 'refused' : how === 'unreachable' ? 'unreachable' : 'unknown'
        throw new DatabaseFault(kind, 'worker_check', { cause: complaint('23514', values) })
      }
      return it.query(statement, values)
    },
  })
  return {
    ...database,
    ...over(database),
    transaction: (work) => database.transaction((tx) => work(over(tx))),
  }
}

let server: TestApi
let world: World
let asks: Asks
beforeAll(async () => {
  server = await createTestApi(plenty, { ports, wrap: failing })
  world = createWorld(server)
  asks = asksOf(server, world)
})
afterAll(() => server.drop())

/** Asks an endpoint as somebody who may, about what is his. */
async function askAs(name: EndpointName, fault?: Fault): Promise<number> {
  const endpoint: Endpoint = api[name]
  const owner = await world.person(mayAsk(endpoint))
  const input = await asks[name]({ whose: 'own', owner, third: () => world.person('worker') })
  for (const purpose of endpoint.consents ?? []) await world.consent(owner, purpose)
  const ask = () => owner.phone.ask(endpoint, input as CallInput<Endpoint>)
  return (await (fault ? faulty.run(fault, ask) : ask())).status
}

const secretsOfServer = () =>
  [keys.pepper, keys.identity, keys.voucher, seed].flatMap((bytes): Personal[] =>
    ['hex', 'base64', 'base64url'].map((how) => ({
      kind: 'secret',
      owner: null,
      value: Buffer.from(bytes)
        .toString(how as BufferEncoding)
        .replace(/=+$/, ''),
    })),
  )

/** Up to where the lines were searched: each is looked through for what was known by then. */
let searched = 0

async function foundInLogs(): Promise<string[]> {
  const known = [
    ...(await personalValues(server.database, keys)),
    ...world.identities,
    ...secretsOfServer(),
    ...Object.values(here).map((it) => ({ kind: 'secret' as const, owner: null, value: String(it) })),
  ].filter((it) => it.kind === 'token-hash' || !mayBeLogged(it.kind))
  const text = lines.slice(searched).join('')
  searched = lines.length
  return [...new Set(foundIn(text, known).map((it) => `${it.kind}: ${it.value}`))]
}

/** Which statement is the first of an endpoint's own. What looks up the session is the same for all, and fails for one. */
const firstOwn = (name: EndpointName): number => (api[name].auth === 'anyone' || name === 'getMe' ? 0 : 1)

it.each(Object.keys(api) as EndpointName[])(
  '%s, going well and with every statement failing in every way, logs nothing of anybody',
  async (name) => {
    expect(await askAs(name)).toBeLessThan(300)
    for (const how of faults) {
      for (let at = firstOwn(name); ; at++) {
        const fault = { at, how }
        const status = await askAs(name, fault)
        if (fault.at >= 0) break
        expect(status).toBeGreaterThanOrEqual(400)
      }
    }
    expect(await foundInLogs()).toEqual([])
  },
)

it('logs nothing of a row that PostgreSQL itself quotes', async () => {
  await server.asOwner(`CREATE FUNCTION blurt() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'I was given %', NEW USING DETAIL = NEW::text, HINT = NEW.display_name; END $$;
    CREATE TRIGGER blurt BEFORE UPDATE ON worker FOR EACH ROW EXECUTE FUNCTION blurt()`)
  const before = lines.length
  expect(await askAs('verifyIdentity')).toBe(500)
  expect(lines.slice(before)).toEqual([expect.stringContaining('"code":"P0001"')])
  await server.asOwner('DROP FUNCTION blurt CASCADE')
  // Once through all of them, for all that is known in the end.
  searched = 0
  expect(await foundInLogs()).toEqual([])
})

it('still tells what is needed to find a fault', () => {
  const told = lines.map((line) => JSON.parse(line) as { level: string; msg: string; cause: object })
  expect(told.length).toBeGreaterThan(30)
  expect(told.find((it) => 'kind' in it.cause)).toMatchObject({
    level: 'error',
    msg: 'A request failed',
    cause: {
      type: 'DatabaseFault',
      kind: 'refused',
      constraint: 'worker_check',
      cause: { code: '23514', table: 'worker', routine: 'ExecConstraints' },
      stack: expect.stringMatching(/^\s+at /) as string,
    },
  })
})

it('would find what it looks for', async () => {
  const { name, idNumber, phone } = await world.person('worker')
  const kept = lines.length
  for (const text of [name, idNumber, phone.token, Buffer.from(keys.pepper).toString('hex')])
    lines.push(`${text}\n`)
  expect((await foundInLogs()).map((it) => it.split(':', 1)[0]).sort()).toEqual([
    'full-name',
    'id-number',
    'secret',
    'token',
  ])
  lines.length = searched = kept
})

describe('what is withheld', () => {
  const said: string[] = []
  const log = createLog({ format: 'json', level: 'info' }, (line) => said.push(line))
  const logged = (fields: object) => {
    log.info('it', fields)
    const {
      level: _l,
      time: _t,
      msg: _m,
      pid: _p,
      service: _s,
      ...rest
    } = JSON.parse(said.pop()!) as Record<string, unknown>
    return rest
  }

  it('fields by name, however deep', () => {
    const given = { it: [{ authorization: 'a', fullName: 'b', sessionKey: 'c', phone: 'd', port: 80 }] }
    expect(logged(given)).toEqual({
      it: [
        {
          authorization: '[redacted]',
          fullName: '[redacted]',
          sessionKey: '[redacted]',
          phone: '[redacted]',
          port: 80,
        },
      ],
    })
  })

  it('texts that look like a number, a token or a login, wherever they stand', () => {
    const text = `990001199001010013 13800138000 ${'aB3_'.repeat(11)} https://a:b@c/d?appid=e&secret=f&x=1`
    expect(logged({ text })).toEqual({
      text: '[id number] [phone] [secret] https://…@c/d?appid=…&secret=…&x=1',
    })
  })

  it('what JSON.parse quotes', () => {
    try {
      JSON.parse('王小明')
    } catch (cause) {
      expect(JSON.stringify(logged({ cause }))).not.toContain('王')
    }
  })
})
