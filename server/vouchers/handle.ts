import type { Random } from '../ports'

/** Ten digits from 64 random bits; the bias of the remainder is below one in a hundred million. */
export function newHandle(random: Random): string {
  const bytes = random(8)
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8)
  const number = (view.getBigUint64(0) % 10_000_000_000n).toString()
  return number.padStart(10, '0')
}
