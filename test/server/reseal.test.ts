import { randomBytes } from 'node:crypto'
import { reseal } from '../../server/account/reseal'
import { seal, unseal } from '../../server/account/seal'
import type { Keys } from '../../server/ports'
import { api } from '@/contract'
import { utf8 } from '@/rules/encoding'
import { createTestApi, type TestApi } from '../support/api'
import { data, plan } from '../support/fixtures'
import { createWorld, testPorts } from './world'

const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
const first: Keys = { ...testPorts().keys, identityKeyId: 1 }
const fresh = randomBytes(32)
/** As every process has them before the change, and after it. */
const before: Keys = { ...first, otherIdentity: new Map([[2, fresh]]) }
const after: Keys = {
  ...first,
  identity: fresh,
  identityKeyId: 2,
  otherIdentity: new Map([[1, first.identity]]),
}
const onlyNew: Keys = { ...after, otherIdentity: undefined }

it('reads what either key sealed, and nothing bound to another or changed', async () => {
  const sealed = await seal(before, random, 'me', utf8('it'))
  expect(sealed[0]).toBe(1)
  expect(await unseal(after, 'me', sealed)).toEqual(utf8('it'))
  expect((await seal(after, random, 'me', utf8('it')))[0]).toBe(2)
  await expect(unseal(onlyNew, 'me', sealed)).rejects.toThrow('unknown key 1')
  await expect(unseal(after, 'you', sealed)).rejects.toThrow()
  const changed = sealed.map((byte, index) => (index === 20 ? byte ^ 1 : byte))
  await expect(unseal(after, 'me', changed)).rejects.toThrow()
})

describe('sealing anew', () => {
  let server: TestApi
  beforeEach(async () => {
    server = await createTestApi(data, { ports: { ...testPorts(), keys: before } })
  })
  afterEach(() => server.drop())

  const keyIds = () =>
    server.asOwner<{ id: number }>(`SELECT get_byte(identity, 0) AS id FROM worker WHERE identity IS NOT NULL
      UNION ALL SELECT get_byte(sealed, 0) FROM login WHERE sealed IS NOT NULL`)

  it('leaves nothing under the old key, and everything readable by the new one alone', async () => {
    const world = createWorld(server)
    const people = await Promise.all(Array.from({ length: 3 }, () => world.person('worker')))
    for (const it of people) {
      await world.verify(it)
      await it.phone.get(api.bindPhone, { body: { code: it.number } })
    }
    expect(await reseal(server.database, after, random)).toEqual({ resealed: 6, unreadable: 0 })
    expect((await keyIds()).map((it) => it.id)).toEqual(Array(6).fill(2))
    expect(await reseal(server.database, after, random)).toEqual({ resealed: 0, unreadable: 0 })
    const [row] = await server.asOwner<{ identity: Uint8Array }>(
      'SELECT identity FROM worker WHERE id = $1',
      [people[0]!.id],
    )
    const text = new TextDecoder().decode(await unseal(onlyNew, people[0]!.id, row!.identity))
    expect(text).toContain(people[0]!.idNumber)
    // A process that has not changed yet still reads it: an order needs the birth date.
    const { quote } = await people[0]!.phone.get(api.makeQuote, { body: { planId: plan.id } })
    const placed = await people[0]!.phone.ask(api.placeOrder, {
      body: { quoteId: quote.id },
      key: 'k'.repeat(16),
    })
    expect(placed.status).toBe(201)
  })

  it('goes through more than a page, and counts what no key opens', async () => {
    await server.asOwner(`INSERT INTO worker (id, pseudonym, display_name, roles, created_at, person_key, identity, verified_at)
      SELECT gen_random_uuid(), gen_random_uuid(), 'x', '{worker}', now(), int4send(i), decode('09' || repeat('00', 40), 'hex'), now()
      FROM generate_series(1, 450) i`)
    expect(await reseal(server.database, after, random)).toEqual({ resealed: 0, unreadable: 450 })
  })
})
