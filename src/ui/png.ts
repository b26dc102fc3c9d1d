const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(bytes: readonly number[]): number {
  let c = 0xffffffff
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

function adler32(bytes: readonly number[]): number {
  let a = 1
  let b = 0
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return b * 65536 + a
}

const u32 = (n: number) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
const u16le = (n: number) => [n & 255, (n >>> 8) & 255]

function chunk(type: string, data: readonly number[]): number[] {
  const body = [...Array.from(type, (c) => c.charCodeAt(0)), ...data]
  return [...u32(data.length), ...body, ...u32(crc32(body))]
}

/** zlib with stored blocks: a mini-program has no deflate, and a code is some KB at most. */
function store(data: readonly number[]): number[] {
  const out = [0x78, 0x01]
  for (let i = 0; i < data.length; i += 65535) {
    const part = data.slice(i, i + 65535)
    out.push(i + 65535 >= data.length ? 1 : 0, ...u16le(part.length), ...u16le(~part.length & 0xffff))
    for (const byte of part) out.push(byte)
  }
  return [...out, ...u32(adler32(data))]
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function base64(bytes: readonly number[]): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]]
    out += alphabet.charAt(a >> 2) + alphabet.charAt(((a & 3) << 4) | ((b ?? 0) >> 4))
    out += b === undefined ? '=' : alphabet.charAt(((b & 15) << 2) | ((c ?? 0) >> 6))
    out += c === undefined ? '=' : alphabet.charAt(c & 63)
  }
  return out
}

/** A square matrix (true is black) as a 1-bit PNG data URI, `scale` px a module. */
export function pngOf(matrix: readonly (readonly boolean[])[], scale: number): string {
  const size = matrix.length * scale
  const pixels: number[] = []
  for (const row of matrix) {
    const line = [0] // filter: none
    for (let x = 0; x < size; x += 8) {
      let byte = 0
      for (let bit = 0; bit < 8; bit++) {
        if (!row[Math.floor((x + bit) / scale)]) byte |= 128 >> bit
      }
      line.push(byte)
    }
    for (let i = 0; i < scale; i++) for (const byte of line) pixels.push(byte)
  }
  const bytes = [
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [...u32(size), ...u32(size), 1, 0, 0, 0, 0]),
    ...chunk('IDAT', store(pixels)),
    ...chunk('IEND', []),
  ]
  return `data:image/png;base64,${base64(bytes)}`
}
