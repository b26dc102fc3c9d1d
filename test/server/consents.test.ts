import {
  api,
  purposes,
  type CallInput,
  type Consent,
  type Endpoint,
  type EndpointName,
  type Purpose,
} from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { createTestApi, type Phone, type TestApi } from '../support/api'
import { asksOf, type Asks } from './asks'
import { keptUnder, sensitiveColumns } from './personal-data'
import { createWorld, mayAsk, plenty, testPorts, type Person, type World } from './world'

let server: TestApi
let world: World
let asks: Asks
let rider: Person
beforeAll(async () => {
  server = await createTestApi(plenty, { ports: testPorts() })
  world = createWorld(server)
  asks = asksOf(server, world)
})
afterAll(() => server.drop())
beforeEach(async () => {
  rider = await world.person('worker')
})

const names = Object.keys(api) as EndpointName[]
const say = (phone: Phone, purpose: Purpose, given: boolean) => {
  const { version } = consentTexts[purpose]
  return phone.get(api.putConsent, {
    body: { purpose, version, textHash: consentHash(purpose), given },
  })
}
const standing = async (purpose: Purpose, phone = rider.phone): Promise<Consent> =>
  (await phone.get(api.listConsents, {})).consents.find((it) => it.purpose === purpose)!
/** As if he had agreed before the text was changed. */
const agreeToOlder = (person: Person, purpose: Purpose) =>
  server.database.query(
    {
      name: 'test.older-consent',
      text: `INSERT INTO consent (id, worker_id, purpose, version, text_hash, given, at)
        VALUES (('00000000' || substr(gen_random_uuid()::text, 9))::uuid, $1, $2, '2020-01-01', 'an-older-text', true, $3)`,
    },
    [person.id, purpose, new Date(server.now)],
  )
const inputFor = async (name: EndpointName, owner: Person) =>
  (await asks[name]({ whose: 'own', owner, third: () => world.person('worker') })) as CallInput<Endpoint>

describe('the list of consents', () => {
  it('has every purpose, with the text in force and what taking it back does', async () => {
    const { consents } = await rider.phone.get(api.listConsents, {})
    expect(consents.map((it) => it.purpose)).toEqual(purposes)
    for (const it of consents) {
      expect(it).toEqual({
        purpose: it.purpose,
        ...consentTexts[it.purpose],
        textHash: consentHash(it.purpose),
        state: 'never',
        at: null,
      })
    }
    expect(new Set(consents.map((it) => it.textHash)).size).toBe(purposes.length)
  })

  it.each(purposes)('follows each word on %s, and asks again after the text has changed', async (purpose) => {
    expect((await say(rider.phone, purpose, true)).consent).toMatchObject({
      state: 'given',
      at: new Date(server.now).toISOString(),
    })
    expect((await say(rider.phone, purpose, false)).consent.state).toBe('withdrawn')
    expect((await standing(purpose)).state).toBe('withdrawn')
    expect((await standing(purpose, (await world.person('worker')).phone)).state).toBe('never')
    const other = await world.person('worker')
    await agreeToOlder(other, purpose)
    expect((await standing(purpose, other.phone)).state).toBe('outdated')
    expect((await say(other.phone, purpose, true)).consent.state).toBe('given')
  })

  it('takes no agreement to a text that is not in force, though it takes a withdrawal', async () => {
    const older = { purpose: 'bank', version: '2020-01-01', textHash: 'AAAA' } as const
    const body = { ...older, given: true }
    expect(await rider.phone.refused(api.putConsent, { body })).toMatchObject({
      code: 'consent-outdated',
      purpose: 'bank',
    })
    const otherText = { ...body, version: consentTexts.bank.version, textHash: consentHash('messages') }
    expect((await rider.phone.refused(api.putConsent, { body: otherText })).code).toBe('consent-outdated')
    await rider.phone.get(api.putConsent, { body: { ...older, given: false } })
    expect((await standing('bank')).state).toBe('withdrawn')
  })
})

/** What an endpoint has kept of somebody that it does not name a purpose for. */
const undeclared = ({ consents = [] }: Pick<Endpoint, 'consents'>, before: Purpose[], after: Purpose[]) =>
  after.filter((it) => !before.includes(it) && !consents.includes(it))

describe.each(names.filter((it) => (api[it] as Endpoint).consents))('%s', (name) => {
  const endpoint: Endpoint = api[name]

  it.each(endpoint.consents ?? [])(
    'is refused without consent to %s, before anything is read, and keeps nothing',
    async (purpose) => {
      const caller = await world.person(mayAsk(endpoint))
      const refused = () =>
        caller.phone.refused(endpoint, { body: 'no body' } as unknown as CallInput<Endpoint>)
      expect(await refused()).toMatchObject({ code: 'consent-required', purpose })
      await agreeToOlder(caller, purpose)
      expect(await refused()).toMatchObject({
        code: 'consent-required',
        purpose,
        detail: '说明有更新，请再看一遍并同意',
      })
      for (const it of endpoint.consents ?? []) await say(caller.phone, it, true)
      expect((await refused()).code).not.toBe('consent-required')
      await say(caller.phone, purpose, false)
      expect((await refused()).code).toBe('consent-required')
      expect(await keptUnder(server.database, caller.id)).toEqual([])
    },
  )
})

describe('what is kept', () => {
  it.each(names)('by %s is kept for a purpose it names', async (name) => {
    const endpoint: Endpoint = api[name]
    const caller = await world.person(mayAsk(endpoint))
    for (const it of endpoint.consents ?? []) await say(caller.phone, it, true)
    const input = await inputFor(name, caller)
    const before = await keptUnder(server.database, caller.id)
    await caller.phone.ask(endpoint, input)
    expect(undeclared(endpoint, before, await keptUnder(server.database, caller.id))).toEqual([])
  })

  it('would be missed where an endpoint did not name it', () => {
    expect(undeclared({}, [], ['identity'])).toEqual(['identity'])
    expect(undeclared(api.verifyIdentity, [], ['identity'])).toEqual([])
  })

  it('is there at all', async () => {
    await world.verify(rider)
    expect(await keptUnder(server.database, rider.id)).toEqual(['identity'])
    expect(Object.values(sensitiveColumns).flat().length).toBeGreaterThan(0)
  })

  it.each(purposes)('goes at once when consent to %s is taken back', async (purpose) => {
    await world.voucher(rider)
    await world.application(rider)
    for (const it of purposes) await say(rider.phone, it, true)
    await say(rider.phone, purpose, false)
    expect(await keptUnder(server.database, rider.id)).not.toContain(purpose)
    // One purpose is not another's.
    if (purpose !== 'identity') expect((await rider.phone.get(api.getMe, {})).worker.verified).toBe(true)
  })

  it('of a covered identity stays until the cover ends, is said so, and is used for nothing new', async () => {
    await world.policy(rider)
    const { consent, worker } = await say(rider.phone, 'identity', false)
    const [policy] = (await rider.phone.get(api.listPolicies, {})).policies
    expect(consent).toMatchObject({ state: 'withdrawn', keptUntil: policy?.inForceTo })
    expect(worker.verified).toBe(true)
    const { code } = await rider.phone.refused(
      api.joinUnion,
      (await inputFor('joinUnion', await world.person('worker'))) as never,
    )
    expect(code).toBe('consent-required')
  })

  it('is never kept past a withdrawal that comes at the same moment', async () => {
    for (let round = 0; round < 12; round++) {
      const person = await world.person('worker')
      await world.consent(person)
      const { name, idNumber } = person
      const [verified] = await Promise.all([
        person.phone.ask(api.verifyIdentity, { body: { name, idNumber } }),
        say(person.otherPhone, 'identity', false),
      ])
      expect(['ok', 'consent-required']).toContain(verified.problem?.code ?? 'ok')
      expect(await keptUnder(server.database, person.id)).toEqual([])
    }
  })
})
