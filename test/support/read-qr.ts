import jsQR from 'jsqr'
import { inflateSync } from 'node:zlib'

/** Reads the QR code of an image as src/ui draws it: a data URI of an unfiltered 1-bit PNG. */
export function readQr(dataUri: string): string {
  const bytes = Buffer.from(dataUri.replace(/^data:image\/png;base64,/, ''), 'base64')
  let side = 0
  const packed: Buffer[] = []
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') side = data.readUInt32BE(0)
    if (type === 'IDAT') packed.push(data)
    at += length + 12
  }
  const rows = inflateSync(Buffer.concat(packed))
  const rowBytes = Math.ceil(side / 8) + 1
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const light = ((rows[y * rowBytes + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
      if (!light) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3)
    }
  }
  const found = jsQR(pixels, side, side)
  if (!found) throw new Error('The picture holds no QR code that can be read')
  return found.data
}
