import { keptPhotos, photoSource, PhotoRefused, removePhoto, takePhoto } from '@/platform'
import { photoBlob } from '@/platform/photos'
import { smallJpeg } from '../support/jpeg'

const picture = smallJpeg(200)

/** What the person does once the browser asks for a file. */
function answerWith(answer: Blob | undefined): void {
  jest.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    expect([this.type, this.accept]).toEqual(['file', 'image/*'])
    if (answer) Object.defineProperty(this, 'files', { value: [answer] })
    this.dispatchEvent(new Event(answer ? 'change' : 'cancel'))
  })
}

const jpeg = () => new Blob([picture as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' })

afterEach(async () => {
  for (const id of await keptPhotos()) await removePhoto(id)
})

test('a picture is kept byte for byte until it is removed', async () => {
  answerWith(jpeg())
  const kept = await takePhoto()
  expect(kept?.bytes).toBe(picture.length)
  const id = kept?.id ?? ''
  expect(await keptPhotos()).toEqual([id])
  const blob = await photoBlob(id)
  expect(blob?.type).toBe('image/jpeg')
  expect(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(picture)
  expect(await photoSource(id)).toMatch(/^blob:/)
  // The same address each time: what shows it need not load it anew.
  expect(await photoSource(id)).toBe(await photoSource(id))

  await removePhoto(id)
  expect(await keptPhotos()).toEqual([])
  expect(await photoSource(id)).toBeUndefined()
})

test('whoever goes back without a picture has none', async () => {
  answerWith(undefined)
  expect(await takePhoto()).toBeUndefined()
  expect(await keptPhotos()).toEqual([])
})

test('a file that cannot be read, and a phone without room, say so', async () => {
  const broken = jpeg()
  broken.arrayBuffer = () => Promise.reject(new Error('gone'))
  answerWith(broken)
  await expect(takePhoto()).rejects.toMatchObject({ kind: 'unreadable' })

  answerWith(jpeg())
  jest.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  await expect(takePhoto()).rejects.toBeInstanceOf(PhotoRefused)
  await expect(takePhoto()).rejects.toMatchObject({ kind: 'full' })
})
