import net from 'node:net'
import { createSite } from '../../../server/site'
import { createSpawner } from '../../support/spawned-api'

const spawner = createSpawner()

let url: string
beforeAll(async () => {
  url = await spawner.api({ NUANXIN_DATA: await spawner.dataFolder() }).ready()
})
afterAll(() => spawner.clear())

it('tells browsers to guess, keep, frame and share nothing', async () => {
  const { headers } = await fetch(`${url}/v1/version`)
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
  })
  expect(headers.has('x-powered-by')).toBe(false)
})

it('says the same where it refuses', async () => {
  for (const path of ['/v1/nothing', '/v1/me']) {
    const { headers } = await fetch(`${url}${path}`)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})

it('lets no other origin read it, nor ask beforehand', async () => {
  const asked = { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' }
  for (const method of ['GET', 'OPTIONS']) {
    const { headers } = await fetch(`${url}/v1/sessions`, { method, headers: asked })
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

it('lets H5 run its own scripts only', async () => {
  const { headers } = await createSite().request('/')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'; script-src 'self';")
  expect(policy).not.toMatch(/script-src[^;]*unsafe|eval|\*|https?:/)
  expect(headers.get('permissions-policy')).toContain('microphone=()')
})

it('lets H5 show tiles from where they are said to come, and from nowhere else', async () => {
  const imagesOf = async (tiles?: string) => {
    const { headers } = await createSite(tiles).request('/')
    return /img-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]
  }
  expect(await imagesOf('')).toBe("'self' data: blob:")
  expect(await imagesOf('https://{s}.tiles.example/{z}/{x}/{y}.png')).toBe(
    "'self' data: blob: https://*.tiles.example",
  )
  expect(await imagesOf("https://tiles.example; script-src 'unsafe-eval'/{z}")).toBe(
    "'self' data: blob: https://tiles.example",
  )
})

it('refuses headers over 8 KB, and bodies over 64 KB of whatever length they claim', async () => {
  expect((await fetch(`${url}/v1/version`, { headers: { 'X-Long': 'x'.repeat(8_200) } })).status).toBe(431)
  const send = (body: BodyInit) =>
    fetch(`${url}/v1/sessions`, { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect((await send('x'.repeat(65 * 1024))).status).toBe(413)
  let sent = 0
  const endless = new ReadableStream({
    // By turns with all else: one that never waits can keep fetch from hearing that nobody listens any more.
    async pull(controller) {
      await new Promise(setImmediate)
      controller.enqueue(new Uint8Array(1024).fill(0x20))
      sent += 1024
      if (sent > 64 * 1024 * 1024) controller.error(new Error('It was taken without end'))
    },
  })
  // The server answers, or hangs up on what is still being sent.
  const outcome = await send(endless).then(
    ({ status }) => status,
    () => 'hung up',
  )
  expect([413, 'hung up']).toContain(outcome)
  expect(sent).toBeLessThan(64 * 1024 * 1024)
})

it('shows its figures to whoever stands beside it, not to who comes through a proxy', async () => {
  expect((await fetch(`${url}/metrics`)).status).toBe(200)
  expect((await fetch(`${url}/metrics`, { headers: { 'X-Forwarded-For': '203.0.113.9' } })).status).toBe(404)
})

it('hangs up on whoever does not finish his headers', async () => {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1')
  socket.write('GET /v1/version HTTP/1.1\r\nHost: x\r\nX-Slow: ')
  const since = Date.now()
  let said = ''
  socket.on('data', (chunk) => (said += chunk.toString()))
  await new Promise((resolve) => socket.once('close', resolve))
  expect(Date.now() - since).toBeLessThan(20_000)
  expect(said).toMatch(/^HTTP\/1\.1 408/)
})
