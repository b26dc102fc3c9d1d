import { api } from '@/contract'
import { createTestApi, type Phone, type TestApi } from '../support/api'
import { data, open, shut } from '../support/fixtures'
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
  expect((await accept(code)).problem?.code).toBe('invitation-refused')
  expect((await accept(code, await server.login('courier'))).problem?.code).toBe('invitation-refused')
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

it('refuses a code that was withdrawn, has run out, or was never made', async () => {
  const { code, invitation } = await invite()
  await admin.phone.get(api.withdrawInvitation, { params: { id: invitation.id } })
  expect((await accept(code)).problem?.code).toBe('invitation-refused')
  const { code: late } = await invite()
  server.now += 7 * 86_400_000
  expect((await accept(late)).problem?.code).toBe('invitation-refused')
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
