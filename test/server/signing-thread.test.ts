import { randomBytes } from 'node:crypto'
import { createGrantSigner } from '../../server/adapters/grant-signer'
import { createSigningThread, type SigningThread } from '../../server/adapters/signing-thread'

const seed = new Uint8Array(randomBytes(32))
const here = createGrantSigner(seed, 1)
const payloads = Array.from({ length: 40 }, (_, i) => new Uint8Array(randomBytes(46 + (i % 3))))

let thread: SigningThread
beforeEach(() => (thread = createSigningThread(seed)))
afterEach(() => thread.close())

it('gives each its own signature, asked for together or one after the other', async () => {
  const expected = payloads.map((it) => here.sign(it))
  expect(await Promise.all(payloads.map(thread.sign))).toEqual(expected)
  for (const [i, it] of payloads.slice(0, 3).entries()) expect(await thread.sign(it)).toEqual(expected[i])
})

it('tells whoever waits that it ended, and signs again when it is next asked', async () => {
  await thread.sign(payloads[0] as Uint8Array)
  const waiting = payloads.map((it) => thread.sign(it).catch((error: unknown) => error))
  await new Promise(setImmediate)
  await thread.close()
  const told = await Promise.all(waiting)
  expect(told.every((it) => it instanceof Error || it instanceof Uint8Array)).toBe(true)
  expect(await thread.sign(payloads[1] as Uint8Array)).toEqual(here.sign(payloads[1] as Uint8Array))
})
