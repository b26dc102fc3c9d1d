import { createStore, del, get, set } from 'idb-keyval'
import { MOST_PIXELS, PhotoFault, type Files, type Images } from '../server/ports'

/** Photos in a browser's tab: kept in IndexedDB, made anew on a canvas. */

export function createTabFiles(): Files {
  const store = createStore('nuanxin-photos', 'files')
  return {
    put: (name, bytes) => set(name, bytes, store),
    get: (name) => get<Uint8Array>(name, store),
    remove: (name) => del(name, store),
  }
}

const FULL = 2_560
const SMALL = 480

export function createTabImages(): Images {
  return {
    async remake(bytes) {
      let bitmap: ImageBitmap
      try {
        bitmap = await createImageBitmap(new Blob([bytes.slice()]), { imageOrientation: 'from-image' })
      } catch (cause) {
        throw new PhotoFault('unreadable', { cause })
      }
      try {
        if (bitmap.width * bitmap.height > MOST_PIXELS) throw new PhotoFault('too-many-pixels')
        const full = await draw(bitmap, FULL)
        return { ...full, full: full.bytes, small: (await draw(bitmap, SMALL)).bytes }
      } finally {
        bitmap.close()
      }
    },
  }
}

async function draw(
  bitmap: ImageBitmap,
  side: number,
): Promise<{ width: number; height: number; bytes: Uint8Array }> {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context) throw new PhotoFault('unreadable')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width, height)
  context.drawImage(bitmap, 0, 0, width, height)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 })
  return { width, height, bytes: new Uint8Array(await blob.arrayBuffer()) }
}
