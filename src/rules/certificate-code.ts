/** Crockford's base 32: no I, L, O or U, which are taken for digits or make words. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** By which anybody may check a certificate: 16 letters and digits out of 10 random bytes; nobody finds one by trying. */
export function certificateCode(bytes: Uint8Array): string {
  if (bytes.length !== 10) throw new RangeError('Ten bytes make a code')
  let code = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) code += alphabet.charAt((buffer >> (bits - 5)) & 31)
    buffer &= 255
  }
  return code
}

/** A code as somebody typed it: spaces, dashes and small letters are fine, and so are O for 0, and I or L for 1. */
export function readCertificateCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return code.length === LENGTH && [...code].every((it) => alphabet.includes(it)) ? code : undefined
}

/** As it is printed: 7K3M-9QPX-2A4B-8CDE */
export const certificateText = (code: string): string => (code.match(/.{4}/g) ?? []).join('-')
