import type { Files, Images } from '../../server/ports'

/** A storage that lasts as long as the test. */
export function memoryFiles(): Files & { readonly held: Map<string, Uint8Array> } {
  const held = new Map<string, Uint8Array>()
  return {
    held,
    put: async (name, bytes) => void held.set(name, bytes),
    get: async (name) => held.get(name),
    remove: async (name) => void held.delete(name),
  }
}

/** Begins as a JPEG does, and is none: enough for whoever only looks at the beginning. */
export const almostPhoto = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4)

/** Takes whatever it is given for a photo of 1200 by 900. */
export const unseeingImages: Images = {
  remake: async (bytes) => ({ width: 1200, height: 900, full: bytes, small: bytes.slice(0, 4) }),
}
