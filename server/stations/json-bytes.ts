const COMMA = 44
const DASH = 45
const ZERO = 48
/** Bytes of replies that are made in one piece of memory: fewer and larger ones cost less. */
const CHUNK = 512 * 1024
/** Of one count, at most. */
const DIGITS = 10
const ID_LENGTH = 36

const encoder = new TextEncoder()

/** A text in UTF-8, as {@link JsonBytes.push} takes it. */
export function utf8Of(text: string): DataView<ArrayBuffer> {
  const bytes = encoder.encode(text)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
}

/** JSON that is put together from pieces in UTF-8; each is written behind the last, in memory that many replies share. */
export class JsonBytes {
  private bytes: Uint8Array<ArrayBuffer>
  private view: DataView<ArrayBuffer>
  private start = 0
  private length = 0

  constructor(private readonly chunk = CHUNK) {
    this.bytes = new Uint8Array(chunk)
    this.view = new DataView(this.bytes.buffer)
  }

  /**
   * The text from `start` to `end`, which may lie in shared memory. Eight bytes at a time, in the order that processors
   * have: for pieces this short, what is there to copy memory takes longer to call. No eight bytes of UTF-8 are a NaN, whose
   * bits might not be kept.
   */
  push(from: DataView, start = 0, end = from.byteLength): void {
    const length = end - start
    this.reserve(length)
    const { view } = this
    let at = this.length
    this.length += length
    if (length < 8) {
      for (; start < end; start++, at++) view.setUint8(at, from.getUint8(start))
      return
    }
    const last = end - 8
    for (; start < last; start += 8, at += 8) view.setFloat64(at, from.getFloat64(start, true), true)
    // Over some of what was copied before.
    view.setFloat64(this.length - 8, from.getFloat64(last, true), true)
  }

  /** All that another holds, which then is empty. */
  pushAll(other: JsonBytes): void {
    const more = other.take()
    other.start = other.length = 0
    this.reserve(more.length)
    this.bytes.set(more, this.length)
    this.length += more.length
  }

  /** Takes the last byte back. */
  dropLast(): void {
    this.length--
  }

  /** The UUID whose 16 bytes begin at `start`, without quotes. */
  pushId(from: DataView, start: number): void {
    this.reserve(ID_LENGTH)
    const { view, length } = this
    this.length += ID_LENGTH
    for (let i = 0, at = length; i < 16; i++, at += 2) {
      if (i === 4 || i === 6 || i === 8 || i === 10) view.setUint8(at++, DASH)
      view.setUint16(at, hexPairs[from.getUint8(start + i)] as number)
    }
  }

  /** A whole number from 0 to 2^31. */
  pushCount(count: number): void {
    this.reserve(DIGITS)
    const { bytes } = this
    if (count < 10) {
      bytes[this.length++] = ZERO + count
      return
    }
    let digits = 1
    for (let rest = count; rest >= 10; rest = (rest / 10) | 0) digits++
    this.length += digits
    for (let i = this.length - 1, rest = count | 0; digits > 0; digits--, i--) {
      bytes[i] = ZERO + (rest % 10)
      rest = (rest / 10) | 0
    }
  }

  pushComma(): void {
    this.reserve(1)
    this.bytes[this.length++] = COMMA
  }

  /** What was pushed since the last time. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.subarray(this.start, this.length)
    this.start = this.length
    return taken
  }

  private reserve(more: number): void {
    if (this.length + more > this.bytes.length) this.widen(more)
  }

  private widen(more: number): void {
    // The full chunk goes once the last reply in it is sent.
    const begun = this.bytes.subarray(this.start, this.length)
    this.bytes = new Uint8Array(Math.max(this.chunk, 2 * (begun.length + more)))
    this.view = new DataView(this.bytes.buffer)
    this.bytes.set(begun)
    this.start = 0
    this.length = begun.length
  }
}

/** Of each byte its two hexadecimal digits, as they stand in a text. */
const hexPairs = Uint16Array.from({ length: 256 }, (_, byte) => {
  const digits = byte.toString(16).padStart(2, '0')
  return (digits.charCodeAt(0) << 8) | digits.charCodeAt(1)
})
