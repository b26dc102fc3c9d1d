/** The 16 bytes of a UUID; undefined for what is none. */
export function idBytes(id: string): Uint8Array | undefined {
  if (!uuid.test(id)) return undefined
  const bytes = new Uint8Array(16)
  let nibbles = 0
  for (let i = 0; i < 36; i++) {
    const code = id.charCodeAt(i)
    if (code === DASH) continue
    const value = code < 58 ? code - 48 : (code | 32) - 87
    bytes[nibbles >> 1] = ((bytes[nibbles >> 1] ?? 0) << 4) | value
    nibbles++
  }
  return bytes
}

const DASH = 45
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The 16 bytes from `start` on as the key of a map: eight characters that nobody reads. */
export const idKey = (bytes: Uint8Array, start = 0): string =>
  String.fromCharCode(
    pair(bytes, start),
    pair(bytes, start + 2),
    pair(bytes, start + 4),
    pair(bytes, start + 6),
    pair(bytes, start + 8),
    pair(bytes, start + 10),
    pair(bytes, start + 12),
    pair(bytes, start + 14),
  )

const pair = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) << 8) | (bytes[at + 1] as number)

/** The last four of the bytes from `start` on, as one number. */
export const idEnd = (bytes: Uint8Array, start: number): number =>
  (pair(bytes, start + 12) << 16) | pair(bytes, start + 14)

/** The same of an {@link idKey}. */
export const idKeyEnd = (key: string): number => (key.charCodeAt(6) << 16) | key.charCodeAt(7)
