import * as z from 'zod/mini'
import { endpoint, refusals } from '@/contract'
import { onSessionLost, setTokenSource } from '@/platform/call'
import { callWithPhoto } from '@/platform/photo-call'
import { NetworkFault } from '@/platform/request'
import { uploader } from '@/platform/upload'
import { type Begin, type OutgoingPhoto, PhotoLost, runUpload } from '@/platform/upload.shared'

const hand = endpoint({
  method: 'POST',
  path: '/v1/pictures',
  summary: 'A picture.',
  auth: 'member',
  body: z.strictObject({ purpose: z.string() }),
  upload: { field: 'picture', maxBytes: 10 },
  keyed: true,
  success: 201,
  reply: z.object({ id: z.string() }),
  refusals: [],
})
let send: jest.SpiedFunction<typeof uploader.sendPhoto>
const handOver = (more: { onProgress?: (done: number) => void } = {}) =>
  callWithPhoto(hand, { body: { purpose: 'bill' }, key: 'k'.repeat(16) }, { photoId: 'p', ...more })
const faultOf = (calling: Promise<unknown>) =>
  calling.then(
    () => undefined,
    (fault: unknown) => fault,
  )

beforeEach(() => {
  send = jest.spyOn(uploader, 'sendPhoto')
})
afterEach(() => setTokenSource(() => undefined))

test('a photo goes with its session, its key and its fields, and its reply is read by the contract', async () => {
  setTokenSource(() => 'token')
  send.mockResolvedValue({ status: 201, headers: {}, body: { id: 'x' } })
  await expect(handOver()).resolves.toEqual({ id: 'x' })
  expect(send.mock.calls[0]?.[0]).toMatchObject({
    url: '/v1/pictures',
    photoId: 'p',
    field: 'picture',
    fields: { purpose: 'bill' },
    headers: { authorization: 'Bearer token', 'idempotency-key': 'k'.repeat(16) },
  })
})

test('what the server refuses, and what is no reply of it, is a refusal as of any call', async () => {
  const problem = {
    type: 'urn:nuanxin:too-large',
    title: 'x',
    code: 'too-large',
    ...refusals['too-large'],
    field: 'photo',
  }
  send.mockResolvedValue({ status: 413, headers: {}, body: problem })
  await expect(faultOf(handOver())).resolves.toMatchObject({ code: 'too-large', field: 'photo' })
  send.mockResolvedValue({ status: 200, headers: {}, body: '<html>' })
  await expect(faultOf(handOver())).resolves.toMatchObject({ code: 'outcome-unknown' })

  const lost = jest.fn()
  const stop = onSessionLost(lost)
  setTokenSource(() => 'token')
  const gone = { type: 'urn:nuanxin:session-required', title: 'x', code: 'session-required' }
  send.mockResolvedValue({ status: 401, headers: {}, body: { ...gone, ...refusals['session-required'] } })
  await faultOf(handOver())
  expect(lost).toHaveBeenCalledTimes(1)
  stop()
})

test('a photo that the system has cleared is told apart from a network that fails', async () => {
  send.mockRestore()
  await expect(faultOf(handOver())).resolves.toBeInstanceOf(PhotoLost)
})

describe('an upload under way', () => {
  const aborted = jest.fn()
  let told: Parameters<Begin>[0]
  const run = (more: Partial<OutgoingPhoto> = {}) =>
    runUpload(
      { url: '/', photoId: 'p', field: 'f', idleMs: 1_000, ...more },
      (given) => {
        told = given
        return { abort: aborted }
      },
      (kind) => new NetworkFault(kind),
    )

  beforeEach(() => {
    aborted.mockReset()
    jest.useFakeTimers()
  })
  afterEach(() => jest.useRealTimers())

  test('lives as long as it moves, however slowly, and is given up when it stands still', async () => {
    const steps: number[] = []
    const ended = faultOf(run({ onProgress: (done) => steps.push(done) }))
    for (const done of [0.1, 0.2, 0.3]) {
      jest.advanceTimersByTime(900)
      told.progress(done)
    }
    expect(aborted).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1_001)
    await expect(ended).resolves.toMatchObject({ kind: 'timeout' })
    expect(aborted).toHaveBeenCalledTimes(1)
    told.progress(0.9)
    expect(steps).toEqual([0.1, 0.2, 0.3])
  })

  test('can be given up by whoever began it, and ends but once', async () => {
    const controller = new AbortController()
    const ended = faultOf(run({ signal: controller.signal }))
    controller.abort()
    told.replied({ status: 201, headers: {}, body: undefined })
    await expect(ended).resolves.toMatchObject({ kind: 'aborted' })
  })

  test('answers with whatever status came', async () => {
    const ended = run()
    told.replied({ status: 413, headers: { date: 'd' }, body: { code: 'x' } })
    await expect(ended).resolves.toMatchObject({ status: 413 })
  })
})
