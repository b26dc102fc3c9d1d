import { api } from '@/contract'
import { createTestApi, type TestApi } from '../support/api'
import { allNight, data, open } from '../support/fixtures'
import { createWorld, testPorts, type Person, type World } from './world'

let server: TestApi
let world: World
/** Whose phone is lost, the account made on the new one, and who looks at the card. */
let lost: Person
let found: Person
let clerk: Person
beforeEach(async () => {
  server = await createTestApi(data, { ports: testPorts() })
  world = createWorld(server)
  lost = await world.person('worker')
  found = await world.person('worker')
  clerk = await world.person('clerk')
})
afterEach(() => server.drop())

const confirm = (code: string, by = clerk, stationId = open.id) =>
  by.phone.ask(api.confirmRecovery, { body: { code, stationId } })

it('gives the account to the new phone, logs the lost ones out, and enters it in the ledger', async () => {
  await found.phone.get(api.bindPhone, { body: { code: found.number } })
  const code = await world.recovery(lost, found)
  const shown = await clerk.phone.get(api.checkRecovery, {
    body: { code: code.toLowerCase(), stationId: open.id },
  })
  expect(shown.recovery).toEqual({
    maskedName: `${lost.name[0]}*${lost.name[2]}`,
    maskedIdNumber: `99**************${lost.idNumber.slice(-2)}`,
  })
  expect((await confirm(code)).status).toBe(200)

  const { worker } = await found.phone.get(api.getMe, {})
  expect(worker).toMatchObject({
    id: lost.id,
    verified: true,
    maskedPhone: `139****${found.number.slice(-4)}`,
  })
  for (const phone of [lost.phone, lost.otherPhone]) {
    const told = await phone.refused(api.getMe, {})
    expect(told).toMatchObject({
      code: 'session-ended-by-recovery',
      detail: expect.stringContaining('不是你办的') as string,
      at: new Date(server.now).toISOString(),
    })
    // Whoever found it is to learn nothing of where its owner has been, nor who he is.
    expect(JSON.stringify(told)).not.toMatch(
      new RegExp(`${open.name}|${lost.name[0]}|${lost.number.slice(-4)}`),
    )
  }
  const [row] = await server.asOwner(
    `SELECT station_id, pseudonym = (SELECT pseudonym FROM worker WHERE id = $1) AS his FROM ledger WHERE kind = 'recovered'`,
    [lost.id],
  )
  expect(row).toEqual({ station_id: open.id, his: true })
  expect((await confirm(code)).problem?.code).toBe('recovery-unknown')
})

it('works once, of many who confirm at once', async () => {
  const code = await world.recovery(lost, found)
  const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(code)))
  expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
  expect(await server.asOwner(`SELECT 1 FROM ledger WHERE kind = 'recovered'`)).toHaveLength(1)
})

it('tells nothing of anybody to who does not know name and number', async () => {
  await world.verify(lost)
  await world.consent(found)
  const ask = (name: string, idNumber: string) =>
    found.phone.refused(api.askRecovery, { body: { name, idNumber } })
  const wrongName = await ask('王小明', lost.idNumber)
  const nobody = await ask(clerk.name, clerk.idNumber)
  expect(wrongName).toEqual(nobody)
  expect(wrongName.code).toBe('recovery-refused')
  expect((await ask(lost.name, '990001199001010014')).code).toBe('id-number-check-digit')
})

it('is not for the clerk himself, another’s station, or after half an hour', async () => {
  const code = await world.recovery(lost, found)
  expect((await confirm(code, clerk, allNight.id)).problem?.code).toBe('station-not-yours')
  const own = await world.recovery(await world.person('worker'), clerk)
  expect((await confirm(own)).problem?.code).toBe('recovery-unknown')
  server.now += 30 * 60_000
  expect((await confirm(code)).problem?.code).toBe('recovery-unknown')
})

it('needs consent first, and is not for who is verified himself', async () => {
  await world.verify(lost)
  const body = { name: lost.name, idNumber: lost.idNumber }
  expect((await found.phone.refused(api.askRecovery, { body })).code).toBe('consent-required')
  expect((await lost.phone.refused(api.askRecovery, { body })).code).toBe('already-verified')
})

it('leaves a demo’s persona his account, which he logs in to again', async () => {
  const courier = await server.login('courier')
  const { id } = (await courier.get(api.getMe, {})).worker
  const code = await world.recovery(lost, { ...found, phone: courier })
  expect((await confirm(code)).status).toBe(200)
  expect((await courier.get(api.getMe, {})).worker.id).toBe(lost.id)
  const again = (await (await server.login('courier')).get(api.getMe, {})).worker
  expect(again).toMatchObject({ id })
  expect(again.deletesAt).toBeUndefined()
})
