import jsQR from 'jsqr'
import { inflateSync } from 'node:zlib'
import { qrPicture } from '@/ui/qr-picture'

/** A 1-bit greyscale PNG as RGBA pixels, read by Node's own zlib. */
function pixelsOf(dataUri: string) {
  const png = Buffer.from(dataUri.replace('data:image/png;base64,', ''), 'base64')
  const size = png.readUInt32BE(16)
  const at = png.indexOf('IDAT')
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))
  const stride = 1 + Math.ceil(size / 8)
  const rgba = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const white = ((rows[y * stride + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
      rgba.set([white * 255, white * 255, white * 255, 255], (y * size + x) * 4)
    }
  }
  return { rgba, size }
}

test.each([
  ['a voucher code', `NX1.4821093755.58765432.aB3dE5gH7jK9mN1p.${'x9'.repeat(120)}`],
  ['a short link', 'https://example.cn/s/12'],
  ['more than one stored block', 'z'.repeat(2000)],
])('a reader gets %s back', (_what, text) => {
  const { rgba, size } = pixelsOf(qrPicture(text))
  expect(jsQR(rgba, size, size)?.data).toBe(text)
})

test('a voucher code is a picture of at most 12 KB, so that a new one every 30 s is cheap', () => {
  expect(qrPicture(`NX1.4821093755.58765432.aB3dE5gH7jK9mN1p.${'x9'.repeat(120)}`).length).toBeLessThan(
    12_000,
  )
})
