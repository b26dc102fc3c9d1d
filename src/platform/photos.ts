import { createStore, del, get, keys, set } from 'idb-keyval'
import { newKey } from './new-key'
import { type Photos, PhotoRefused, photoPrefix } from './photos.shared'

/** Wide enough to read a bill by, and a tenth of what a camera makes. */
const mostEdge = 2400
const quality = 0.85

/** As bytes, since not every browser gives back a Blob that it stored. */
interface Stored {
  type: string
  bytes: ArrayBuffer
}

let opened: ReturnType<typeof createStore> | undefined
const store = () => (opened ??= createStore('nuanxin-pictures', 'photos'))
const keyOf = (id: string) => `${photoPrefix}${id}`

/** Addresses that were handed out, to be taken back with the picture. */
const urls = new Map<string, string>()

/** The picture itself, or undefined where there is none (any more). */
export async function photoBlob(id: string): Promise<Blob | undefined> {
  try {
    const stored = await get<Stored>(keyOf(id), store())
    return stored && new Blob([stored.bytes], { type: stored.type })
  } catch {
    return undefined
  }
}

export const photos = {
  async takePhoto() {
    const file = await choose()
    if (!file) return undefined
    const picture = await shrink(file)
    const [id, bytes] = await Promise.all([
      newKey(),
      picture.arrayBuffer().catch(() => Promise.reject(new PhotoRefused('unreadable'))),
    ])
    try {
      await set(keyOf(id), { type: picture.type, bytes } satisfies Stored, store())
    } catch {
      throw new PhotoRefused('full')
    }
    return { id, bytes: bytes.byteLength }
  },
  async photoSource(id) {
    const known = urls.get(id)
    if (known) return known
    const blob = await photoBlob(id)
    if (!blob) return undefined
    const url = URL.createObjectURL(blob)
    urls.set(id, url)
    return url
  },
  async removePhoto(id) {
    const url = urls.get(id)
    if (url) URL.revokeObjectURL(url)
    urls.delete(id)
    try {
      await del(keyOf(id), store())
    } catch {
      // Then there is nothing that could be shown either.
    }
  },
  async keptPhotos() {
    try {
      return (await keys<string>(store())).map((key) => key.slice(photoPrefix.length))
    } catch {
      return []
    }
  },
} satisfies Photos

/** The browser's own way to a picture: on a phone it offers the camera and the album. */
function choose(): Promise<Blob | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
}

/** A large picture made smaller, without what a camera writes beside it. What cannot be drawn goes as it is: the server says. */
async function shrink(file: Blob): Promise<Blob> {
  if (typeof createImageBitmap !== 'function') return file
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = mostEdge / Math.max(bitmap.width, bitmap.height)
    if (scale >= 1) return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    const smaller = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
    return smaller ?? file
  } catch {
    return file
  }
}
