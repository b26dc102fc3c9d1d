import sharp from 'sharp'
import { api, MAX_PHOTO } from '@/contract'
import { createImages } from '../../server/adapters/images'
import { removeFiles } from '../../server/uploads/photo-files'
import { sweep } from '../../server/account/retention'
import { keyMaker } from '../../server/ids'
import { randomBytes } from 'node:crypto'
import { createTestApi, newKey, type Phone, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { memoryFiles } from '../support/photos'
import { createWorld, testPorts, type Person, type World } from './world'

const files = memoryFiles()
const ports = { ...testPorts(), files, images: createImages() }

let server: TestApi
let world: World
let rider: Person
let picture: Buffer

beforeAll(async () => {
  server = await createTestApi(data, { ports })
  world = createWorld(server)
  rider = await world.person('worker')
  await world.consent(rider, 'health')
  picture = await colours(1_600, 900).jpeg().toBuffer()
})
afterAll(() => server.drop())

/** Four colours, one in each corner, so that turning it shows. */
function colours(width: number, height: number) {
  const [w, h] = [Math.round(width / 2), Math.round(height / 2)]
  const corner = (background: string, left: number, top: number) => ({
    input: { create: { width: w, height: h, channels: 3 as const, background } },
    left,
    top,
  })
  const base = sharp({ create: { width: 2 * w, height: 2 * h, channels: 3, background: '#ffffff' } })
  return base.composite([corner('#ff0000', 0, 0), corner('#00ff00', w, 0), corner('#0000ff', 0, h)])
}

const send = (file: Uint8Array, key = newKey(), phone: Phone = rider.phone) =>
  phone.ask(api.uploadPhoto, { body: { purpose: 'bill' }, key, file } as never)
const photoOf = async (file: Uint8Array) => {
  const { problem, reply } = await send(file)
  if (problem) throw new Error(problem.code)
  return reply.photo
}
const seen = async (id: string, size = 'full', phone: Phone = rider.phone) => {
  const answer = await server.fetch(`/v1/uploads/${id}?size=${size}`, {
    headers: { authorization: `Bearer ${phone.token}` },
  })
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: Buffer.from(await answer.arrayBuffer()),
  }
}

describe('a photo', () => {
  it('is kept upright, small enough, and without what the camera wrote into it', async () => {
    const turned = await colours(4_000, 3_000)
      .withExif({ IFD0: { Make: 'Phone of Wang' }, IFD3: { GPSLatitude: '39/1 54/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await sharp(turned).metadata()).exif).toBeDefined()
    const photo = await photoOf(turned)
    expect([photo.width, photo.height]).toEqual([1_920, 2_560])
    const { bytes, status, type } = await seen(photo.id)
    expect([status, type]).toEqual([200, 'image/jpeg'])
    expect(bytes.length).toBe(photo.bytes)
    const kept = await sharp(bytes).metadata()
    expect([kept.exif, kept.orientation, kept.icc]).toEqual([undefined, undefined, undefined])
    // By a quarter clockwise: what was at the left below is at the left above.
    const [r, g, b] = await sharp(bytes)
      .extract({ left: 100, top: 100, width: 1, height: 1 })
      .raw()
      .toBuffer()
    expect([r! < 60, g! < 60, b! > 200]).toEqual([true, true, true])
    const small = await sharp((await seen(photo.id, 'small')).bytes).metadata()
    expect([small.width, small.height]).toEqual([360, 480])
  })

  it.each(['png', 'webp'] as const)('is taken as %s too', async (format) => {
    const photo = await photoOf(await colours(300, 200).toFormat(format).toBuffer())
    expect([photo.width, photo.height]).toEqual([300, 200])
  })

  it('that is a script as well is only a photo afterwards', async () => {
    const polyglot = Buffer.concat([picture, Buffer.from('<script>alert(1)</script>PK\x03\x04')])
    const { bytes } = await seen((await photoOf(polyglot)).id)
    expect(bytes.includes('script')).toBe(false)
    expect(bytes.includes('PK\x03\x04')).toBe(false)
  })

  it('lies sealed in the storage', async () => {
    const photo = await photoOf(picture)
    expect(files.held.size).toBeGreaterThan(0)
    for (const bytes of files.held.values()) {
      expect(Buffer.from(bytes).subarray(0, 3).toString('hex')).not.toBe('ffd8ff')
    }
    expect((await seen(photo.id)).bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff')
  })

  it('under one key is one photo, and another under it is refused', async () => {
    const key = newKey()
    const first = await send(picture, key)
    expect(first.status).toBe(201)
    const again = await send(picture, key)
    expect([again.status, again.reply?.photo]).toEqual([200, first.reply?.photo])
    expect((await send(await colours(30, 30).jpeg().toBuffer(), key)).problem?.code).toBe('key-reused')
  })

  it('sent twice at once is one photo', async () => {
    const key = newKey()
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(picture, key)))
    expect(new Set(answers.map((it) => it.reply?.photo.id)).size).toBe(1)
  })

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, number, string]>([
    ['empty', () => new Uint8Array(0), 422, 'photo-empty'],
    ['a zip that is called .jpg', () => Buffer.from('PK\x03\x04rest of a zip'), 422, 'not-a-photo'],
    ['an iPhone’s HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 422, 'photo-heic'],
    ['a PDF', () => Buffer.from('%PDF-1.7 …'), 422, 'not-a-photo'],
    ['an SVG with a script', () => Buffer.from('<svg onload="alert(1)"/>'), 422, 'not-a-photo'],
    ['a GIF', () => Buffer.from('GIF89a…'), 422, 'not-a-photo'],
    ['cut off', () => picture.subarray(0, 600), 422, 'photo-unreadable'],
    [
      'noise that begins as one',
      () => Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), randomBytes(4_000)]),
      422,
      'photo-unreadable',
    ],
    [
      'forty megapixels in a few kilobytes',
      () =>
        sharp({ create: { width: 8_000, height: 5_000, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      422,
      'photo-too-many-pixels',
    ],
    ['beyond ten megabytes', () => Buffer.concat([picture, Buffer.alloc(MAX_PHOTO)]), 413, 'photo-too-large'],
    ['far beyond', () => Buffer.alloc(MAX_PHOTO + 200_000), 413, 'photo-too-large'],
  ])('is refused: %s', async (_what, file, status, code) => {
    const before = files.held.size
    const { problem, status: answered } = await send(await file())
    expect([answered, problem?.code, problem?.field]).toEqual([status, code, 'photo'])
    expect(problem?.detail).toMatch(/照片/)
    expect(files.held.size).toBe(before)
  })

  it('is refused without a file, without a purpose, and as JSON', async () => {
    const headers = { authorization: `Bearer ${rider.phone.token}`, 'idempotency-key': newKey() }
    const post = async (body: BodyInit) =>
      (await (await server.fetch('/v1/uploads', { method: 'POST', headers, body })).json()) as {
        code: string
        field?: string
      }
    const form = (fields: Record<string, string>) => {
      const it = new FormData()
      for (const [name, value] of Object.entries(fields)) it.append(name, value)
      return it
    }
    expect(await post(form({ purpose: 'bill' }))).toMatchObject({ code: 'invalid-input', field: 'photo' })
    expect(await post(form({ photo: 'text', purpose: 'bill' }))).toMatchObject({ field: 'photo' })
    const nameless = form({})
    nameless.append('photo', new Blob([Uint8Array.from(picture)]), 'a.jpg')
    expect(await post(nameless)).toMatchObject({ code: 'invalid-input', field: 'purpose' })
    expect(await post('{"purpose":"bill"}')).toMatchObject({ code: 'malformed-json' })
  })

  it('needs consent to the use of health papers', async () => {
    const other = await world.person('worker')
    expect((await send(picture, newKey(), other.phone)).problem).toMatchObject({
      code: 'consent-required',
      purpose: 'health',
    })
  })

  it('is nobody else’s to see, and is deleted as long as it was not sent', async () => {
    const { id } = await photoOf(picture)
    for (const role of ['worker', 'reviewer', 'admin'] as const) {
      expect((await seen(id, 'full', (await world.person(role)).phone)).status).toBe(404)
    }
    await rider.phone.get(api.deletePhoto, { params: { id } })
    expect((await seen(id)).status).toBe(404)
    expect((await rider.phone.refused(api.deletePhoto, { params: { id } })).code).toBe('not-found')
  })

  it('may wait unsent for a month, sixty of them, and then goes from the storage too', async () => {
    const person = await world.person('worker')
    await world.consent(person, 'health')
    for (let i = 0; i < 60; i++)
      expect((await send(picture.subarray(), newKey(), person.phone)).status).toBe(201)
    expect((await send(picture, newKey(), person.phone)).problem?.code).toBe('photos-unsent-full')
    const random = (n: number) => new Uint8Array(randomBytes(n))
    const clock = () => server.now
    await removeFiles({ clock: Date.now, database: server.database, ports })
    const held = files.held.size
    const options = { database: server.database, clock, random, newId: keyMaker(clock, random) }
    expect((await sweep(options, false))['unsent photos']).toBe(0)
    server.now += 31 * 86_400_000
    expect((await sweep(options, false))['unsent photos']).toBeGreaterThanOrEqual(60)
    await removeFiles({ clock: Date.now, database: server.database, ports })
    expect(files.held.size).toBeLessThanOrEqual(held - 120)
    expect(files.held.size).toBe(0)
  })
})
