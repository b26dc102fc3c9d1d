import { randomBytes } from 'node:crypto'
import { api, type CallInput, type Endpoint, type EndpointName } from '@/contract'
import { createApp } from '../../server/app'
import { createTestApi, type Answer, type TestApi } from '../support/api'
import { asksOf, type Asks, type Whose } from './asks'
import { roles, table, type RoleOrNone, type Row } from './authorisation-table'
import { foundIn, personalValues, unlistedColumns, type Kind } from './personal-data'
import { createWorld, mayAsk, plenty, testPorts, type Person, type World } from './world'

const ports = testPorts()

let server: TestApi
let world: World
beforeAll(async () => {
  server = await createTestApi(plenty, { ports })
  world = createWorld(server)
  asks = asksOf(server, world)
})
afterAll(() => server.drop())

let asks: Asks

const names = Object.keys(api) as EndpointName[]

describe('the table', () => {
  const rowless = (endpoints: object) => Object.keys(endpoints).filter((name) => !(name in table))

  it('has a row for every endpoint of the contract, and for nothing else', () => {
    expect(rowless(api)).toEqual([])
    expect(Object.keys(table).filter((name) => !(name in api))).toEqual([])
    expect(rowless({ ...api, planted: api.getMe })).toEqual(['planted'])
  })

  it.each(names)(
    'says of %s whether it asks for another’s, and agrees with the contract on who may',
    (name) => {
      const endpoint: Endpoint = api[name]
      if (endpoint.params) expect(table[name].another).not.toBe('none')
      expect(table[name].own.anonymous === 'ok').toBe(endpoint.auth === 'anyone')
    },
  )

  it('knows every column of the database', async () => {
    expect(await unlistedColumns(server.database)).toEqual([])
    await server.asOwner('ALTER TABLE worker ADD COLUMN planted text')
    expect(await unlistedColumns(server.database)).toEqual(['worker.planted'])
    await server.asOwner('ALTER TABLE worker DROP COLUMN planted')
  })

  it('is about all there is: no route lies beside the contract', () => {
    const app = createApp({ ...server, clock: () => 0, random: (n) => randomBytes(n), ports, demo: true })
    const routes = new Set(
      app.routes.filter((it) => it.method !== 'ALL').map((it) => `${it.method} ${it.path}`),
    )
    const known = Object.values(api).map((it) => `${it.method} ${it.path.replaceAll(/\{(\w+)\}/g, ':$1')}`)
    // The contract itself, as OpenAPI.
    expect([...routes].filter((it) => !known.includes(it))).toEqual(['GET /v1/openapi.json'])
    expect(known.filter((it) => !routes.has(it))).toEqual([])
  })
})

const strangerOf = (role: RoleOrNone) => (role === 'anonymous' ? undefined : world.person(role))

async function ask(
  name: EndpointName,
  role: RoleOrNone,
  whose: Whose,
): Promise<{ answer: Answer<Endpoint>; caller: Person | undefined }> {
  const caller = await strangerOf(role)
  const third = () => world.person('worker')
  const owner = whose === 'own' && caller ? caller : await third()
  const input = await asks[name]({ whose, owner, third })
  const phone = caller?.phone ?? server.anyone
  const endpoint: Endpoint = api[name]
  if (caller) for (const purpose of endpoint.consents ?? []) await world.consent(caller, purpose)
  const answer = await phone.ask(endpoint, input as CallInput<Endpoint>)
  return { answer, caller }
}

describe.each(names)('%s', (name) => {
  const row: Row = table[name]
  const seen = { shows: new Set<Kind>(), showsOfOthers: new Set<Kind>() }

  /** Finds in a reply, or in a refusal, all that belongs to somebody. */
  async function look({ answer, caller }: Awaited<ReturnType<typeof ask>>): Promise<void> {
    const text = JSON.stringify(answer.reply ?? answer.problem) ?? ''
    const known = [...(await personalValues(server.database, ports.keys)), ...world.identities]
    const found = foundIn(text, known)
    // Who logs in is known by the session he is given.
    const asked = name === 'openSession' ? found.find((it) => it.kind === 'token')?.owner : caller?.id
    for (const { kind, owner, sessionId } of found) {
      // What is for another of his phones is not for this one.
      const his = owner === asked && (sessionId === undefined || sessionId === caller?.sessionId)
      ;(his ? seen.shows : seen.showsOfOthers).add(kind)
    }
  }

  const outcome = ({ problem }: Answer<Endpoint>) => problem?.code ?? 'ok'

  it.each(roles)('own, as %s', async (role) => {
    const asked = await ask(name, role, 'own')
    expect(outcome(asked.answer)).toBe(row.own[role])
    await look(asked)
  })

  const { another } = row
  if (typeof another === 'object') {
    it.each(roles)('another’s, as %s', async (role) => {
      const asked = await ask(name, role, 'another')
      expect(outcome(asked.answer)).toBe(another[role])
      await look(asked)
    })
  }

  it('shows what the table says of the caller and of others, and nothing else', () => {
    expect([...seen.shows].sort()).toEqual([...(row.shows ?? [])].sort())
    expect([...seen.showsOfOthers].sort()).toEqual([...(row.showsOfOthers ?? [])].sort())
  })

  it('is closed to a session that was closed or has run out', async () => {
    if (name === 'getVersion') return
    const { phone } = await world.person('admin')
    const input = (await asks[name]({
      whose: 'own',
      owner: await world.person('worker'),
      third: () => world.person('worker'),
    })) as CallInput<Endpoint>
    await phone.get(api.closeSession, {})
    expect((await phone.refused(api[name] as Endpoint, input)).code).toBe('session-required')
  })

  if ('body' in api[name]) {
    it('takes no field that the contract does not have, a role above all', async () => {
      const body: object = (await ownInput(name)).body as object
      const endpoint: Endpoint = api[name]
      const person = await world.person(mayAsk(endpoint))
      for (const purpose of endpoint.consents ?? []) await world.consent(person, purpose)
      const more = { ...(await ownInput(name)), body: { ...body, roles: ['admin'] } } as CallInput<Endpoint>
      expect(await person.phone.refused(api[name] as Endpoint, more)).toMatchObject({
        code: 'invalid-input',
        field: 'roles',
      })
    })
  }
})

const ownInput = async (name: EndpointName) => {
  const third = () => world.person('worker')
  return (await asks[name]({ whose: 'own', owner: await third(), third })) as CallInput<Endpoint> & {
    body?: unknown
  }
}
