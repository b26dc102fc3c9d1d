import { api } from '@/contract'
import { createTestApi, type Phone, type TestApi } from '../support/api'
import { allNight, data, open, shut } from '../support/fixtures'
import { createWorld, type Person } from './world'

let server: TestApi
let admin: Person
let rider: Phone
beforeEach(async () => {
  server = await createTestApi(data)
  admin = await createWorld(server).person('admin')
  rider = await server.login('rider')
})
afterEach(() => server.drop())

const invite = () =>
  admin.phone.get(api.invite, { body: { role: 'clerk', stationIds: [open.id, shut.id, open.id] } })
const accept = (code: string, phone = rider) => phone.ask(api.acceptInvitation, { body: { code } })

it('makes somebody a clerk of the stations named, by a code that works once', async () => {
  const { code, invitation } = await invite()
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
  expect(invitation.stations.map((it) => it.id)).toEqual([open.id, shut.id])
  const { reply } = await accept(code.toLowerCase().replaceAll('-', ' '))
  expect(reply?.worker).toMatchObject({ roles: ['worker', 'clerk'], stations: [{}, {}] })
  expect((await rider.get(api.listRedemptions, { query: { stationId: open.id } })).redemptions).toEqual([])
  expect((await accept(code)).problem).toMatchObject({
    code: 'already-staff',
    detail: '你已经是这里的驿站员了，不用再填',
  })
  expect((await accept(code, await server.login('courier'))).problem?.code).toBe('invitation-used')
  expect((await admin.phone.get(api.listInvitations, {})).invitations).toEqual([])
})

it('lets one of many win who use a code at once', async () => {
  const { code } = await invite()
  const phones = await Promise.all((['rider', 'courier', 'driver'] as const).map((it) => server.login(it)))
  const answers = await Promise.all(phones.map((it) => accept(code, it)))
  expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
})

it('makes a reviewer, who belongs to no station', async () => {
  const { code } = await admin.phone.get(api.invite, { body: { role: 'reviewer' } })
  expect((await accept(code)).reply?.worker).toMatchObject({ roles: ['worker', 'reviewer'], stations: [] })
})

it('shows what a code makes of one before it is used, and uses nothing up', async () => {
  const { code, invitation } = await invite()
  const check = (typed: string, phone = rider) => phone.ask(api.checkInvitation, { body: { code: typed } })
  const { id: _, ...offer } = invitation
  expect((await check(code.toLowerCase())).reply).toEqual({ offer })
  expect((await check(code)).reply).toEqual({ offer })
  expect((await rider.get(api.getMe, {})).worker.roles).toEqual(['worker'])
  await accept(code)
  expect((await check(code)).problem?.code).toBe('already-staff')
  expect((await check(code, await server.login('courier'))).problem?.code).toBe('invitation-used')
  expect((await check('0000-0000-0000')).problem).toMatchObject({ code: 'invitation-refused', field: 'code' })
})

it('keeps a code for another where who tries it is that already', async () => {
  await accept((await invite()).code)
  const { code } = await invite()
  expect((await accept(code)).problem?.code).toBe('already-staff')
  expect((await accept(code, await server.login('courier'))).status).toBe(200)
})

it('adds stations to whom already has some', async () => {
  await accept((await invite()).code)
  const body = { role: 'clerk' as const, stationIds: [shut.id, allNight.id] }
  const { reply } = await accept((await admin.phone.get(api.invite, { body })).code)
  expect(reply?.worker.stations.map((it) => it.id)).toEqual([open.id, shut.id, allNight.id])
})

it('is good for as many days as the admin says, a week at most', async () => {
  const invited = (days: number) => admin.phone.ask(api.invite, { body: { role: 'reviewer', days } })
  const { reply } = await invited(1)
  expect(Date.parse(reply!.invitation.expiresAt)).toBe(server.now + 86_400_000)
  server.now += 86_400_000
  const late = await accept(reply!.code)
  expect(late.problem).toMatchObject({ code: 'invitation-expired', at: reply!.invitation.expiresAt })
  for (const days of [0, 8, 1.5]) {
    expect((await invited(days)).problem).toMatchObject({ code: 'invalid-input', field: 'days' })
  }
})

it('finds stations by words of name and address, the closest names first', async () => {
  const find = async (words: string) =>
    (await admin.phone.get(api.findStations, { query: { words } })).stations.map((it) => it.id)
  expect(await find(open.name)).toEqual([open.id])
  expect(await find(`${shut.name.slice(0, 2)}  ${shut.address}`)).toEqual([shut.id])
  expect(await find('没有这个地方')).toEqual([])
  const { stations } = await admin.phone.get(api.findStations, { query: { words: open.name } })
  expect(stations).toEqual([{ id: open.id, name: open.name, address: open.address }])
})

it('refuses a code that was withdrawn, has run out, or was never made', async () => {
  const { code, invitation } = await invite()
  await admin.phone.get(api.withdrawInvitation, { params: { id: invitation.id } })
  expect((await accept(code)).problem?.code).toBe('invitation-refused')
  const { code: late } = await invite()
  server.now += 7 * 86_400_000
  expect((await accept(late)).problem?.code).toBe('invitation-expired')
  expect((await accept('0000-0000-0000')).problem?.code).toBe('invitation-refused')
})

it('refuses stations that are not ours, and a clerk of none', async () => {
  const refuse = (stationIds: string[]) =>
    admin.phone.refused(api.invite, { body: { role: 'clerk', stationIds } })
  expect((await refuse([admin.id])).code).toBe('station-unknown')
  expect(await refuse([])).toMatchObject({ code: 'invalid-input', field: 'stationIds' })
})

it('takes the roles away at once, in the middle of a session', async () => {
  await accept((await invite()).code)
  const { staff } = await admin.phone.get(api.listStaff, {})
  const him = staff.find((it) => it.maskedName === '王*明')
  expect(him).toMatchObject({ roles: ['worker', 'clerk'], stations: [{ id: open.id }, { id: shut.id }] })
  await admin.phone.get(api.removeStaff, { params: { id: him!.id } })
  const refused = await rider.refused(api.listRedemptions, { query: { stationId: open.id } })
  expect(refused.code).toBe('role-required')
  expect((await rider.get(api.getMe, {})).worker).toMatchObject({ roles: ['worker'], stations: [] })
  expect((await admin.phone.refused(api.removeStaff, { params: { id: him!.id } })).code).toBe('not-found')
})

it('keeps codes out of the database', async () => {
  const { code } = await invite()
  const [row] = await server.asOwner<{ all: string }>(`SELECT invitation::text AS all FROM invitation`)
  expect(row?.all).not.toContain(code.replaceAll('-', ''))
})
