import { randomBytes } from 'node:crypto'
import { api, type Purpose } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { utf8 } from '@/rules/encoding'
import { sweep } from '../../server/account/retention'
import { seal } from '../../server/account/seal'
import { tendClaims } from '../../server/aid-claims/tend'
import { keyMaker } from '../../server/ids'
import { ServiceFault } from '../../server/ports'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { memoryFiles } from '../support/photos'
import { createWorld, testPorts, type Person, type World } from './world'

const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
let wechatSays: boolean | ServiceFault = true
const late: string[] = []
const files = memoryFiles()
const ports = {
  ...testPorts(),
  files,
  texts: {
    isFit: async () => {
      if (wechatSays instanceof ServiceFault) throw wechatSays
      return wechatSays
    },
  },
  metrics: { answered: () => undefined, alarmed: () => undefined, overdue: () => void late.push('one') },
}

let server: TestApi
let world: World
beforeEach(async () => {
  wechatSays = true
  files.held.clear()
  server = await createTestApi(data, { ports })
  world = createWorld(server)
})
afterEach(() => server.drop())

const clock = () => server.now
const tend = async () => {
  server.now += 60_000
  await tendClaims({ database: server.database, clock, random, newId: keyMaker(clock, random), ports })
}
const at = (id: string) => ({ params: { id } })

/** Somebody who logs in by WeChat, so that his texts are checked. */
async function wechatPerson(): Promise<Person> {
  const person = await world.person('worker')
  const subject = randomBytes(8).toString('hex')
  const sealed = await seal(ports.keys, random, `login:${subject}`, utf8('openid'))
  await server.database.query(
    {
      name: 'test.wechat-login',
      text: `INSERT INTO login (provider, subject, sealed, worker_id) VALUES ('wechat', $1, $2, $3)`,
    },
    [subject, sealed, person.id],
  )
  return person
}
const seenBy = async (reviewer: Person, id: string) => (await reviewer.phone.get(api.getCase, at(id))).case
const takeBack = (person: Person, purpose: Purpose) =>
  person.phone.get(api.putConsent, {
    body: { purpose, version: consentTexts[purpose].version, textHash: consentHash(purpose), given: false },
  })

it('holds a text that WeChat does not answer for, until it does, and the claim goes on', async () => {
  wechatSays = new ServiceFault('busy', 'msg_sec_check: no answer')
  const person = await wechatPerson()
  const id = await world.claim(person)
  const reviewer = await world.person('reviewer')
  expect(await seenBy(reviewer, id)).toMatchObject({ textHeld: true, words: '' })
  expect((await person.phone.get(api.getClaim, at(id))).claim).toMatchObject({
    textHeld: true,
    words: '送餐路上摔了，左手腕骨折',
  })
  await tend()
  expect((await seenBy(reviewer, id)).textHeld).toBe(true)
  wechatSays = true
  await tend()
  expect(await seenBy(reviewer, id)).toMatchObject({ textHeld: false, words: '送餐路上摔了，左手腕骨折' })
})

it('takes a text out that WeChat refuses later, and refuses at once what it refuses at once', async () => {
  wechatSays = new ServiceFault('busy', 'msg_sec_check: no answer')
  const person = await wechatPerson()
  const id = await world.claim(person)
  wechatSays = false
  await tend()
  const reviewer = await world.person('reviewer')
  expect(await seenBy(reviewer, id)).toMatchObject({ textHeld: false, words: '', facts: { bills: [{}] } })
  const more = { ...at(id), body: { complete: false, words: '不让说的话' }, key: newKey() }
  expect(await person.phone.refused(api.addPapers, more)).toMatchObject({
    code: 'text-refused',
    field: 'words',
  })
})

it('tells of a claim that is overdue, once', async () => {
  late.length = 0
  await world.claim(await world.person('worker'))
  await tend()
  expect(late).toHaveLength(0)
  server.now = Date.parse('2026-12-02T01:00:00.000Z')
  await tend()
  await tend()
  expect(late).toHaveLength(1)
})

it('waits for papers until the day that was told, then goes on with what is there, and tells so', async () => {
  const person = await world.person('worker')
  const id = await world.claim(person)
  const reviewer = await world.person('reviewer')
  const papers = [{ purpose: 'diagnosis' as const, text: '门诊病历，要看得见医院的章' }]
  const asked = await reviewer.phone.get(api.askForPapers, { ...at(id), body: { papers } })
  await server.asOwner(`UPDATE session SET expires_at = expires_at + interval '90 days'`)
  server.now = Date.parse(asked.case.dueAt!) - 120_000
  await tend()
  expect((await person.phone.get(api.getClaim, at(id))).claim.state).toBe('papers')
  await tend()
  const { claim } = await person.phone.get(api.getClaim, at(id))
  expect(claim).toMatchObject({
    state: 'reviewing',
    asked: [],
    due: { from: 'union', overdue: false },
    can: { addPapers: true },
  })
  expect(claim.steps.at(-1)?.note).toBe('材料没等到，先照已有的看，随时还能补')
  const late = await reviewer.phone.get(api.listCases, { query: { only: 'papers-in' } })
  expect(late.cases).toEqual([])
  expect((await seenBy(reviewer, id)).asked).toMatchObject([{ given: false }])
})

it('forgets photos and texts at once when the consent to them is taken back, and the claim ends', async () => {
  const person = await world.person('worker')
  const id = await world.claim(person)
  await world.proposed(person, id)
  expect(files.held.size).toBeGreaterThan(0)
  await takeBack(person, 'health')
  const { claim } = await person.phone.get(api.getClaim, at(id))
  expect(claim).toMatchObject({ state: 'withdrawn', words: '', photos: [], facts: { bills: [] } })
  server.now = Date.now() + 60_000
  await server.asOwner(`UPDATE session SET expires_at = expires_at + interval '90 days'`)
  await tend()
  expect(files.held.size).toBe(0)
})

it('keeps what was decided, without its papers, and stops the money when the card is taken back', async () => {
  const person = await world.person('worker')
  const payoutId = await world.payout(person)
  const [claim] = (await person.phone.get(api.listClaims, {})).claims
  await takeBack(person, 'health')
  await takeBack(person, 'bank')
  expect((await person.phone.get(api.getClaim, at(claim!.id))).claim).toMatchObject({
    state: 'approved',
    amountFen: 80_000,
    photos: [],
    payout: { state: 'account-needed', account: null },
  })
  const { phone } = await world.person('reviewer')
  const { payouts } = await phone.get(api.listPayouts, { query: {} })
  expect(payouts.find((it) => it.id === payoutId)).toMatchObject({ state: 'account-needed', account: null })
  expect((await phone.refused(api.makePayoutBatch, { body: {}, key: newKey() })).code).toBe('batch-empty')
})

it('forgets whoever leaves: nothing of his papers, words or card stays, nor anything to pay', async () => {
  const person = await world.person('worker')
  await world.payout(person)
  const { export: copy } = await person.phone.get(api.exportMe, {})
  expect(copy.claims).toHaveLength(1)
  expect(copy.photos).toHaveLength(1)
  expect(copy.payoutAccount).not.toBeNull()
  await person.phone.get(api.deleteMe, {})
  server.now += 8 * 86_400_000
  await sweep({ database: server.database, clock, random, newId: keyMaker(clock, random) }, false)
  const left = await server.asOwner<Record<string, unknown>>(
    `SELECT c.state, c.told, (SELECT count(*)::int FROM photo) AS photos, (SELECT count(*)::int FROM payout_account) AS cards,
      (SELECT count(*)::int FROM aid_payout) AS payouts, (SELECT bool_or(said IS NOT NULL) FROM aid_decision) AS said
    FROM aid_claim c`,
  )
  expect(left).toEqual([{ state: 'withdrawn', told: null, photos: 0, cards: 0, payouts: 0, said: false }])
})
