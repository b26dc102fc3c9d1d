import * as z from 'zod/mini'
import { endpoint, refusals } from '@/contract'
import { NetworkFault, Refusal, call, onSessionLost, setTokenSource } from '@/platform/call'
import type { Incoming, Outgoing } from '@/platform/request'
import * as request from '@/platform/request'

jest.mock('@/platform/request', () => ({
  ...jest.requireActual<typeof request>('@/platform/request'),
  send: jest.fn(),
}))
const send = jest.mocked(request.send)

const listThings = endpoint({
  method: 'GET',
  path: '/v1/boxes/{id}/things',
  summary: 'Things.',
  auth: 'member',
  params: z.object({ id: z.string() }),
  query: z.object({ kinds: z.optional(z.array(z.string())), open: z.optional(z.boolean()) }),
  success: 200,
  reply: z.object({ things: z.array(z.string()) }),
  refusals: [],
})
const takeThing = endpoint({
  method: 'POST',
  path: '/v1/things/take',
  summary: 'Takes one.',
  auth: 'member',
  body: z.strictObject({ name: z.string() }),
  keyed: true,
  success: 201,
  reply: z.object({ left: z.number() }),
  refusals: ['sold-out'],
})

const reply = (status: number, body: unknown, headers: Record<string, string> = {}): Incoming => ({
  status,
  headers,
  body,
})
const problem = (code: keyof typeof refusals, more: object = {}) =>
  reply(refusals[code].status, {
    type: `urn:nuanxin:${code}`,
    title: code,
    status: refusals[code].status,
    code,
    detail: refusals[code].detail,
    ...more,
  })

const things = () => call(listThings, { params: { id: 'a' } })
const take = () => call(takeThing, { body: { name: 'x' }, key: 'k'.repeat(16) })
const faultOf = (calling: Promise<unknown>) =>
  calling.then(
    () => undefined,
    (fault: unknown) => fault,
  )
const sent = (): Outgoing => send.mock.calls[0]![0]

afterEach(() => {
  send.mockReset()
  setTokenSource(() => undefined)
})

test('the path, the query and the session are as the contract has them', async () => {
  setTokenSource(() => 'token')
  send.mockResolvedValue(reply(200, { things: ['x'] }))
  const query = { kinds: ['a b', 'c'], open: false }
  await expect(call(listThings, { params: { id: 'a/b' }, query })).resolves.toEqual({ things: ['x'] })
  expect(sent()).toMatchObject({
    method: 'GET',
    url: '/v1/boxes/a%2Fb/things?kinds=a%20b%2Cc&open=false',
    headers: { authorization: 'Bearer token' },
  })
})

test('a keyed call carries its key, and no session where there is none', async () => {
  send.mockResolvedValue(reply(201, { left: 3 }))
  await take()
  expect(sent().headers).toEqual({ accept: 'application/json', 'idempotency-key': 'k'.repeat(16) })
  expect(sent().body).toEqual({ name: 'x' })
})

test('a refusal says all that the server said', async () => {
  const at = '2026-11-23T06:32:00Z'
  send.mockResolvedValue(problem('sold-out', { retryAt: at, heldId: 'h', where: [] }))
  const fault = await faultOf(take())
  expect(fault).toBeInstanceOf(Refusal)
  expect(fault).toMatchObject({ code: 'sold-out', status: 409, detail: '都领完了', retryAt: at, heldId: 'h' })
})

test('no reply is a fault of the network, as it came', async () => {
  send.mockRejectedValue(new NetworkFault('timeout'))
  await expect(faultOf(things())).resolves.toMatchObject({ name: 'NetworkFault', kind: 'timeout' })
})

test.each([
  ['a hotspot’s login page', reply(200, '<html>'), 'unavailable', 'outcome-unknown'],
  ['a gateway’s error page', reply(502, '<html>'), 'unavailable', 'outcome-unknown'],
  ['an empty reply', reply(200, undefined), 'unavailable', 'outcome-unknown'],
  ['a reply of another shape', reply(200, { stuff: [] }), 'internal', 'internal'],
  ['a refusal nobody knows', reply(409, { code: 'moon-full' }), 'internal', 'internal'],
])('%s is a refusal too', async (_, answer, plain, keyed) => {
  send.mockResolvedValue(answer)
  await expect(faultOf(things())).resolves.toMatchObject({ name: 'Refusal', code: plain })
  await expect(faultOf(take())).resolves.toMatchObject({ name: 'Refusal', code: keyed })
})

test('a dead session is told of once it is refused, and only where it was used and still is', async () => {
  const lost = jest.fn()
  const stop = onSessionLost(lost)
  send.mockResolvedValue(problem('session-required'))
  await faultOf(things())
  expect(lost).not.toHaveBeenCalled()

  let token = 'old'
  setTokenSource(() => token)
  const calling = faultOf(things())
  token = 'new'
  await calling
  expect(lost).not.toHaveBeenCalled()

  await expect(faultOf(things())).resolves.toMatchObject({ code: 'session-required' })
  expect(lost).toHaveBeenCalledTimes(1)
  stop()
})
