import { api } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { demoData } from '../../mock/data/demo-data'
import { identities } from '../../mock/data/personas'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { data, forMembers, otherUnion, union } from '../support/fixtures'
import { createWorld, testPorts, type Person, type World } from './world'

const DAY = 86_400_000

let server: TestApi
let world: World
let rider: Person
let admin: Person
beforeEach(async () => {
  const campaigns = [...data.campaigns, forMembers]
  server = await createTestApi({ ...data, campaigns }, { ports: testPorts() })
  world = createWorld(server)
  rider = await world.person('worker')
  admin = await world.person('admin')
})
afterEach(() => server.drop())

type Body = object
const decide = (id: string, body: object, by = admin) =>
  by.phone.ask(api.decideUnionCase, { params: { id }, body: body as never })
const apply = (unionId = union.id, basis: 'household' | 'workplace' = 'workplace', person = rider) =>
  person.phone.ask(api.joinUnion, { body: { unionId, basis } })
const applications = async () => (await rider.phone.get(api.listUnionApplications, {})).applications
const claim = () =>
  rider.phone.ask(api.claimCampaign, { params: { id: forMembers.id }, body: {}, key: newKey() })
const withdrawConsent = () =>
  rider.phone.get(api.putConsent, {
    body: {
      purpose: 'identity',
      version: consentTexts.identity.version,
      textHash: consentHash('identity'),
      given: false,
    },
  })

it('makes a member by the word of an admin, in steps that can be followed, and opens what is for members', async () => {
  const refused = await claim()
  expect(refused.problem).toMatchObject({
    code: 'membership-required',
    detail: '这份是给工会会员的，先加入工会再来领',
  })
  await world.verify(rider)
  const { reply, status } = await apply()
  expect(status).toBe(201)
  const { id } = reply!.application
  expect(reply!.application).toEqual({
    id,
    union,
    basis: 'workplace',
    state: 'submitted',
    steps: [{ state: 'submitted', at: new Date(server.now).toISOString() }],
    expectedBy: new Date(server.now + 5 * DAY).toISOString(),
    refusal: null,
  })
  expect((await claim()).problem?.code).toBe('membership-required')

  server.now += DAY
  const { cases } = await admin.phone.get(api.listUnionCases, {})
  expect(cases).toEqual([
    {
      application: reply!.application,
      applicant: {
        maskedName: `${rider.name[0]}*${rider.name[2]}`,
        occupation: 'rider',
        occupationConfirmed: false,
      },
    },
  ])
  expect((await decide(id, { decision: 'accept' })).reply?.case.application).toMatchObject({
    state: 'accepted',
    expectedBy: new Date(server.now + 15 * DAY).toISOString(),
  })
  server.now += DAY
  expect((await decide(id, { decision: 'admit' })).status).toBe(200)

  const [now] = await applications()
  expect(now).toMatchObject({ state: 'member', expectedBy: null })
  expect(now?.steps.map((it) => it.state)).toEqual(['submitted', 'accepted', 'member'])
  expect((await rider.phone.get(api.getMe, {})).worker.union).toEqual({
    name: union.name,
    since: new Date(server.now).toISOString(),
  })
  const { standing } = await rider.phone.get(api.getCampaign, { params: { id: forMembers.id }, query: {} })
  expect(standing.state).toBe('claimable')
  expect((await claim()).status).toBe(201)
  expect((await admin.phone.get(api.listUnionCases, {})).cases).toEqual([])
  const decided = await admin.phone.get(api.listUnionCases, { query: { state: 'decided' } })
  expect(decided.cases.map((it) => it.application.id)).toEqual([id])
})

it('tells everybody beforehand what is for members, and how to become one', async () => {
  const stands = async (phone: Person['phone']) =>
    (await phone.get(api.getCampaign, { params: { id: forMembers.id }, query: {} })).standing
  expect(await stands(rider.phone)).toMatchObject({
    state: 'refused',
    code: 'membership-required',
    why: '这份是给工会会员的，先加入工会再来领',
  })
  expect(await stands(server.anyone)).toEqual({ state: 'anonymous' })
})

it('refuses with a reason and what to do, and lets one apply again', async () => {
  const id = await world.application(rider)
  const { reply } = await decide(id, { decision: 'refuse', reason: 'other-area', note: ' 请找河东街道工会 ' })
  expect(reply?.case.application).toMatchObject({
    state: 'refused',
    refusal: {
      reason: 'other-area',
      why: '你不在这个工会的范围里',
      advice: expect.stringContaining('再申请一次') as string,
      note: '请找河东街道工会',
    },
  })
  expect((await rider.phone.get(api.getMe, {})).worker.union).toBeUndefined()
  expect((await apply(otherUnion.id, 'household')).status).toBe(201)
  expect((await applications()).map((it) => it.state)).toEqual(['submitted', 'refused'])
})

it.each<[string, Body, string]>([
  ['a reason that says nothing', { decision: 'refuse', reason: 'other', note: ' ' }, 'note'],
  ['no reason', { decision: 'refuse' }, 'reason'],
  ['a decision there is not', { decision: 'expel' }, 'decision'],
  ['a reason for taking somebody', { decision: 'admit', reason: 'other' }, 'reason'],
])('takes no decision with %s', async (_what, body, field) => {
  const id = await world.application(rider)
  expect((await decide(id, body)).problem).toMatchObject({ code: 'invalid-input', field })
  expect((await applications())[0]?.state).toBe('submitted')
})

it('is one application, however often and on however many phones it is asked for', async () => {
  await world.verify(rider)
  const ask = (phone: Person['phone']) =>
    phone.ask(api.joinUnion, { body: { unionId: union.id, basis: 'workplace' } })
  const answers = await Promise.all([rider.phone, rider.otherPhone, rider.phone, rider.otherPhone].map(ask))
  expect(answers.map((it) => it.status).sort()).toEqual([200, 200, 200, 201])
  expect(new Set(answers.map((it) => it.reply?.application.id)).size).toBe(1)
  const held = answers[0]?.reply?.application.id
  expect((await apply(union.id, 'household')).problem).toMatchObject({
    code: 'application-open',
    heldId: held,
  })
  await decide(held!, { decision: 'admit' })
  expect((await apply(otherUnion.id, 'household')).problem).toMatchObject({
    code: 'already-union-member',
    heldId: held,
  })
})

it('is withdrawn by whoever applied, and left by whoever joined; nobody else can', async () => {
  const id = await world.application(rider)
  const end = (person = rider) => person.phone.ask(api.leaveUnion, { params: { id } })
  expect((await end(await world.person('worker'))).problem?.code).toBe('not-found')
  expect((await end()).reply?.application).toMatchObject({ state: 'withdrawn', expectedBy: null })
  expect((await end()).problem?.code).toBe('application-decided')
  expect((await decide(id, { decision: 'admit' })).problem?.code).toBe('application-decided')

  const second = await world.application(rider)
  await decide(second, { decision: 'admit' })
  const left = await rider.phone.get(api.leaveUnion, { params: { id: second } })
  expect(left.application.steps.map((it) => it.state)).toEqual(['submitted', 'accepted', 'member', 'left'])
  expect((await claim()).problem?.code).toBe('membership-required')
})

it('is decided once, of two admins and a withdrawal at once', async () => {
  const other = await world.person('admin')
  const id = await world.application(rider)
  const answers = await Promise.all([
    decide(id, { decision: 'refuse', reason: 'not-reached' }),
    decide(id, { decision: 'refuse', reason: 'other-area' }, other),
    rider.phone.ask(api.leaveUnion, { params: { id } }),
  ])
  expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
  expect((await applications())[0]?.steps).toHaveLength(2)
})

it('is never decided by whoever applied', async () => {
  const id = await world.application(admin)
  expect((await decide(id, { decision: 'admit' })).problem?.code).toBe('application-own')
  expect((await decide(id, { decision: 'admit' }, await world.person('admin'))).status).toBe(200)
})

it('asks who one is first, and for a union that takes him', async () => {
  expect((await apply()).problem).toMatchObject({ code: 'consent-required', purpose: 'identity' })
  await world.consent(rider)
  expect((await apply()).problem?.code).toBe('verification-required')
  await world.verify(rider)
  expect((await apply(admin.id)).problem).toMatchObject({ code: 'union-unknown', field: 'unionId' })
  expect((await apply(otherUnion.id, 'workplace')).problem).toMatchObject({
    code: 'union-takes-others',
    field: 'basis',
  })
  expect(await applications()).toEqual([])
})

it('ends with the consent to use name and number, as application and as membership', async () => {
  await world.application(rider)
  await withdrawConsent()
  expect((await applications()).map((it) => it.state)).toEqual(['withdrawn'])
  const again = await world.application(rider)
  await decide(again, { decision: 'admit' })
  const { worker } = await withdrawConsent()
  expect(worker).toMatchObject({ verified: false })
  expect(worker.union).toBeUndefined()
  expect((await claim()).problem?.code).toBe('membership-required')
})

it('lists unions by region, words and whom they take', async () => {
  const names = async (query: object) =>
    (await server.anyone.get(api.listUnions, { query })).unions.map((it) => it.name)
  expect(await names({})).toEqual([union.name, otherUnion.name])
  expect(await names({ region: '37' })).toEqual([otherUnion.name])
  expect(await names({ region: '130303' })).toEqual([])
  expect(await names({ words: '海港  文化路' })).toEqual([union.name])
  expect(await names({ words: '%' })).toEqual([])
  expect(await names({ takes: 'workplace' })).toEqual([union.name])
  expect(await server.anyone.refused(api.listUnions, { query: { region: '1' } })).toMatchObject({
    code: 'invalid-input',
    field: 'region',
  })
})

it('pages through the open ones, oldest first', async () => {
  const people = await Promise.all(Array.from({ length: 23 }, () => world.person('worker')))
  const ids = []
  for (const person of people) ids.push(await world.application(person))
  const first = await admin.phone.get(api.listUnionCases, {})
  const second = await admin.phone.get(api.listUnionCases, { query: { after: first.next! } })
  expect([...first.cases, ...second.cases].map((it) => it.application.id)).toEqual(ids)
  expect(second.next).toBeNull()
})

it('can be tried in the demo: a driver is told to join, applies, and is a member by the word of the admin', async () => {
  const demo = await createTestApi(demoData(server.now))
  const [phone, office] = [await demo.login('driver'), await demo.login('admin')]
  const { campaigns } = await phone.get(api.listCampaigns, {})
  const closed = campaigns.filter((it) => it.standing.code === 'membership-required')
  expect(closed).toHaveLength(1)
  const { version } = consentTexts.identity
  const body = { purpose: 'identity' as const, version, textHash: consentHash('identity'), given: true }
  await phone.get(api.putConsent, { body })
  await phone.get(api.verifyIdentity, { body: identities.driver })
  const { unions } = await phone.get(api.listUnions, { query: { words: '海港' } })
  expect(unions.length).toBeGreaterThan(2)
  const joined = await phone.get(api.joinUnion, { body: { unionId: unions[0]!.id, basis: 'workplace' } })
  const { cases } = await office.get(api.listUnionCases, {})
  expect(cases.map((it) => it.application.id)).toEqual([joined.application.id])
  const decision = { params: { id: joined.application.id }, body: { decision: 'admit' as const } }
  await office.get(api.decideUnionCase, decision)
  const claimed = await phone.ask(api.claimCampaign, {
    params: { id: closed[0]!.campaign.id },
    body: {},
    key: newKey(),
  })
  expect(claimed.status).toBe(201)
  await demo.drop()
})
