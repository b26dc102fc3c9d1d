import * as z from 'zod/mini'
import { endpoint, refusals } from '@/contract'
import { setTokenSource } from '@/platform/call'
import { callForPicture } from '@/platform/photo-call'
import { textPicker } from '@/platform/pick-text'
import { TextUnreadable } from '@/platform/pick-text.shared'

const look = endpoint({
  method: 'GET',
  path: '/v1/pictures/{id}',
  summary: 'A picture.',
  auth: 'member',
  params: z.object({ id: z.string() }),
  success: 200,
  download: 'image/jpeg',
  reply: z.undefined(),
  refusals: ['not-found'],
})
const see = (signal?: AbortSignal) => callForPicture(look, { params: { id: 'p' } }, { signal })
const faultOf = (calling: Promise<unknown>) =>
  calling.then(
    () => undefined,
    (fault: unknown) => fault,
  )

let fetched: jest.SpiedFunction<typeof fetch>
const revoked = jest.fn()
beforeEach(() => {
  setTokenSource(() => 'token')
  fetched = jest.spyOn(globalThis, 'fetch')
  URL.createObjectURL = () => 'blob:one'
  URL.revokeObjectURL = revoked
})
afterEach(() => {
  fetched.mockRestore()
  setTokenSource(() => undefined)
})

describe('a picture', () => {
  test('comes under the session, and is gone when it is let go of', async () => {
    fetched.mockResolvedValue(new Response('jpeg', { headers: { 'content-type': 'image/jpeg' } }))
    const picture = await see()
    expect(fetched.mock.calls[0]).toEqual([
      '/v1/pictures/p',
      expect.objectContaining({
        headers: { accept: 'image/jpeg', authorization: 'Bearer token' },
        // Health papers are to stay in no cache.
        cache: 'no-store',
      }),
    ])
    expect(picture.source).toBe('blob:one')
    picture.release()
    expect(revoked).toHaveBeenCalledWith('blob:one')
  })

  test('that is refused says why, as any call does', async () => {
    const problem = { type: 'urn:nuanxin:not-found', title: 'x', code: 'not-found', ...refusals['not-found'] }
    const headers = { 'content-type': 'application/problem+json' }
    fetched.mockResolvedValue(new Response(JSON.stringify(problem), { status: 404, headers }))
    await expect(faultOf(see())).resolves.toMatchObject({ name: 'Refusal', code: 'not-found' })
  })

  test('is none where a hotspot’s login page answers', async () => {
    fetched.mockResolvedValue(new Response('<html>', { headers: { 'content-type': 'text/html' } }))
    await expect(faultOf(see())).resolves.toMatchObject({ name: 'Refusal', code: 'unavailable' })
  })

  test('does not come without a network, or when it is given up', async () => {
    fetched.mockRejectedValue(new TypeError('Failed to fetch'))
    await expect(faultOf(see())).resolves.toMatchObject({ kind: 'offline' })
    const controller = new AbortController()
    fetched.mockImplementation(
      (_, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
        }),
    )
    const given = faultOf(see(controller.signal))
    controller.abort()
    await expect(given).resolves.toMatchObject({ kind: 'aborted' })
  })
})

describe('a file that is chosen', () => {
  const choose = (bytes: Uint8Array | string | undefined) => {
    HTMLInputElement.prototype.click = function (this: HTMLInputElement) {
      if (bytes === undefined) return void this.dispatchEvent(new Event('cancel'))
      // jsdom's own File gives no bytes.
      const file = Object.assign(new Blob([bytes as Uint8Array<ArrayBuffer>]), { name: '结果.csv' })
      Object.defineProperty(this, 'files', { value: [file] })
      this.dispatchEvent(new Event('change'))
    }
    return textPicker.pickText()
  }

  test('is read as UTF-8', async () => {
    await expect(choose('结果,成功')).resolves.toEqual({ name: '结果.csv', text: '结果,成功' })
  })

  test('is read as a Chinese desktop saves it', async () => {
    await expect(choose(new Uint8Array([0xb3, 0xc9, 0xb9, 0xa6]))).resolves.toMatchObject({ text: '成功' })
  })

  test('that is no text is said to be none', async () => {
    await expect(choose(new Uint8Array([0xff, 0xff, 0x00, 0xff]))).rejects.toBeInstanceOf(TextUnreadable)
  })

  test('may be none', async () => {
    await expect(choose(undefined)).resolves.toBeUndefined()
  })
})
