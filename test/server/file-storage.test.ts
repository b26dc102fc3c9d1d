import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createFiles } from '../../server/adapters/file-storage'
import { ServiceFault, type Files } from '../../server/ports'
import { startS3, type S3StandIn } from '../support/s3-stand-in'

let folder: string
let s3: S3StandIn
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-photos-'))
  s3 = await startS3('photos', 'ours')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await s3.close()
})

const bucket = (over: { keyId?: string; endpoint?: string } = {}) =>
  createFiles({
    kind: 's3',
    endpoint: s3.url,
    region: 'us-east-1',
    bucket: 'photos',
    keyId: 'ours',
    secret: 'secret',
    ...over,
  })

const homes: [string, () => Files, () => Promise<number>][] = [
  [
    'a folder',
    () => createFiles({ kind: 'folder', folder }),
    async () =>
      (await readdir(folder, { recursive: true, withFileTypes: true })).filter((it) => it.isFile()).length,
  ],
  ['a bucket', () => bucket(), async () => s3.objects.size],
]

describe.each(homes)('%s', (_where, open, count) => {
  const name = randomBytes(16).toString('hex')
  const bytes = new Uint8Array(randomBytes(200_000))

  it('gives back what was put, byte for byte, and takes it again in its place', async () => {
    const files = open()
    await files.put(name, randomBytes(10))
    await files.put(name, bytes)
    expect(Buffer.from((await files.get(name))!).equals(Buffer.from(bytes))).toBe(true)
    expect(await count()).toBe(1)
  })

  it('knows of nothing that is not there, and removes it without a word', async () => {
    const files = open()
    expect(await files.get('ab'.repeat(16))).toBeUndefined()
    await files.remove('ab'.repeat(16))
    await files.remove(name)
    expect(await files.get(name)).toBeUndefined()
    expect(await count()).toBe(0)
  })
})

it('a bucket that is busy is asked again', async () => {
  const files = bucket()
  s3.busy = 2
  await files.put('cd'.repeat(16), Uint8Array.of(1, 2, 3))
  expect(s3.objects.size).toBe(1)
})

it('a bucket that refuses, or cannot be reached, is a fault of the service that names no secret', async () => {
  for (const files of [bucket({ keyId: 'theirs' }), bucket({ endpoint: 'http://127.0.0.1:1' })]) {
    for (const work of [files.put('ef'.repeat(16), Uint8Array.of(1)), files.get('ef'.repeat(16))]) {
      const fault: unknown = await work.then(
        () => undefined,
        (error: unknown) => error,
      )
      expect(fault).toBeInstanceOf(ServiceFault)
      expect((fault as Error).message).not.toMatch(/secret|theirs|127/)
    }
  }
})
