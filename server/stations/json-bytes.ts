import type { Texts } from './table'

const hexDigits = new TextEncoder().encode('0123456789abcdef')
const QUOTE = 34
const COMMA = 44
const DASH = 45
const ZERO = 48
/** Bytes of replies that are made in one piece of memory: fewer and larger ones cost less. */
const CHUNK = 512 * 1024

/** Texts as they are written again and again: each cut out of the shared memory once, with what stands about it. */
export class Pieces {
  private readonly cut: (Uint8Array | undefined)[] = []

  constructor(
    private readonly texts: Texts,
    private readonly before: Uint8Array,
    private readonly behind: Uint8Array,
  ) {}

  at(which: number): Uint8Array {
    return this.cut[which] ?? (this.cut[which] = this.make(which))
  }

  private make(which: number): Uint8Array {
    const { before, behind } = this
    const { bytes, starts } = this.texts
    const text = bytes.subarray(starts[which], starts[which + 1])
    const piece = new Uint8Array(before.length + text.length + behind.length)
    piece.set(before)
    piece.set(text, before.length)
    piece.set(behind, before.length + text.length)
    return piece
  }
}

/** JSON that is put together from pieces in UTF-8; each is written behind the last, in memory that many share. */
export class JsonBytes {
  private bytes = new Uint8Array(CHUNK)
  private start = 0
  private length = 0

  push(piece: Uint8Array): void {
    const { length } = piece
    if (this.length + length > this.bytes.length) this.reserve(length)
    this.bytes.set(piece, this.length)
    this.length += length
  }

  pushComma(): void {
    this.reserve(1)
    this.bytes[this.length++] = COMMA
  }

  /** Takes the last byte back. */
  dropLast(): void {
    this.length--
  }

  /** The UUID whose 16 bytes begin at `start`, in quotes, and a comma. */
  pushId(from: Uint8Array, start: number): void {
    this.reserve(39)
    const { bytes } = this
    let { length } = this
    bytes[length++] = QUOTE
    for (let i = 0; i < 16; i++) {
      if (i === 4 || i === 6 || i === 8 || i === 10) bytes[length++] = DASH
      const byte = from[start + i] as number
      bytes[length++] = hexDigits[byte >> 4] as number
      bytes[length++] = hexDigits[byte & 15] as number
    }
    bytes[length++] = QUOTE
    bytes[length++] = COMMA
    this.length = length
  }

  /** A whole number from 0 to 2^31. */
  pushCount(count: number): void {
    this.reserve(10)
    const { bytes } = this
    let digits = 1
    for (let rest = count; rest >= 10; rest = (rest / 10) | 0) digits++
    this.length += digits
    for (let i = this.length - 1, rest = count | 0; digits > 0; digits--, i--) {
      bytes[i] = ZERO + (rest % 10)
      rest = (rest / 10) | 0
    }
  }

  /** What was pushed since the last time. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.subarray(this.start, this.length)
    this.start = this.length
    return taken
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    // The full chunk goes once the last reply in it is sent.
    const begun = this.bytes.subarray(this.start, this.length)
    this.bytes = new Uint8Array(Math.max(CHUNK, 2 * (begun.length + more)))
    this.bytes.set(begun)
    this.start = 0
    this.length = begun.length
  }
}
