import { encode } from 'uqr'
import { pngOf } from './png'

/** The picture of a QR code: two light modules around it (its card adds the rest), three px a module. */
export function qrPicture(text: string): string {
  return pngOf(encode(text, { ecc: 'M', border: 2 }).data, 3)
}
