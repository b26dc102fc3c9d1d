import { toBase64url as slow } from '@/rules/encoding'

interface Native {
  from(bytes: ArrayBufferLike, start: number, length: number): { toString(encoding: 'base64url'): string }
}

/** Node's own; a browser tab has none. */
const native = (globalThis as { Buffer?: Native }).Buffer

/** Bytes as base64url without padding. */
export const toBase64url = (bytes: Uint8Array): string =>
  native ? native.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url') : slow(bytes)
