import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDoors } from '../../server/adapters/doors-webhook'
import { isDoorMessage, signDoorMessage, type DoorMessage } from '../../server/arrivals/door-signature'

const NOW = Date.parse('2026-11-23T23:00:00Z')
const secret = randomBytes(32)
const until = '2026-11-23T23:00:15.000Z'

/** The system behind the doors: what it was told, and what it answers. */
const told: DoorMessage[] = []
let answer: (asked: DoorMessage) => unknown
let stand: http.Server
let url: string
beforeAll(async () => {
  stand = http.createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const asked = JSON.parse(text) as DoorMessage
      told.push(asked)
      const said = answer(asked)
      if (said !== undefined) response.end(JSON.stringify(said))
    })
  })
  await new Promise<void>((resolve) => stand.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(stand.address() as AddressInfo).port}/unlock`
})
afterAll(() => {
  stand.closeAllConnections()
  stand.close()
})
beforeEach(() => void told.splice(0))

const doors = () =>
  createDoors({ url, secret, clock: () => NOW, random: (n) => randomBytes(n), timeoutMs: 300 })
const signed = (payload: object, key: Uint8Array = secret, timestamp = NOW / 1_000) =>
  signDoorMessage(key, {
    timestamp,
    nonce: randomBytes(12).toString('hex'),
    payload: JSON.stringify(payload),
  })

it('asks by a signed message that says nothing of who asks', async () => {
  answer = ({ nonce }) => signed({ nonce, result: 'unlocked', until })
  expect(await doors().unlock('HG004')).toBe(NOW + 15_000)
  const [asked] = told as [DoorMessage]
  expect(isDoorMessage(secret, asked, NOW)).toBe(true)
  expect(JSON.parse(asked.payload)).toEqual({ door: 'HG004', event: 'unlock' })
  expect(Object.keys(asked).sort()).toEqual(['nonce', 'payload', 'signature', 'timestamp'])
  expect(asked.nonce).toMatch(/^[A-Za-z0-9_-]{16,64}$/)
})

it.each<[string, (asked: DoorMessage) => unknown, string]>([
  ['is offline', ({ nonce }) => signed({ nonce, result: 'offline' }), 'busy'],
  ['will not', ({ nonce }) => signed({ nonce, result: 'refused' }), 'blocked'],
  ['says nothing', () => undefined, 'busy'],
  ['says nothing that can be read', () => 'ok', 'misconfigured'],
  [
    'is somebody else',
    ({ nonce }) => signed({ nonce, result: 'unlocked', until }, randomBytes(32)),
    'misconfigured',
  ],
  [
    'answered long ago',
    ({ nonce }) => signed({ nonce, result: 'unlocked', until }, secret, NOW / 1_000 - 301),
    'misconfigured',
  ],
  [
    'answers something else',
    () => signed({ nonce: 'x'.repeat(16), result: 'unlocked', until }),
    'misconfigured',
  ],
])('tells a door that %s from one that opened, and asks once', async (_, says, kind) => {
  answer = says
  await expect(doors().unlock('HG004')).rejects.toMatchObject({ name: 'ServiceFault', kind })
  expect(told).toHaveLength(1)
})

it('tells where there is no system at all', async () => {
  const away = createDoors({
    url: 'http://127.0.0.1:9/',
    secret,
    clock: () => NOW,
    random: (n) => randomBytes(n),
  })
  await expect(away.unlock('HG004')).rejects.toMatchObject({ kind: 'busy' })
})
