export type ParsedCode =
  | { by: 'qr'; handle: string; step: number; mac: string; grant: string }
  | { by: 'digits'; handle: string; totp: string }

/** Reads a scanned text or typed digits; undefined where it is no voucher code. */
export function parseCode(text: string): ParsedCode | undefined {
  const digits = text.replace(/[\s-]/g, '')
  if (/^\d{16}$/.test(digits)) return { by: 'digits', handle: digits.slice(0, 10), totp: digits.slice(10) }
  const match = /^NX1\.(\d{10})\.(\d{1,12})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_.-]+)$/.exec(text.trim())
  if (!match) return undefined
  const [, handle = '', step = '', mac = '', grant = ''] = match
  return { by: 'qr', handle, step: Number(step), mac, grant }
}

/** A text that begins as ours and is no whole code: scanned in part, or cut short on its way. */
export const isTruncated = (text: string): boolean => text.trim().startsWith('NX1.') && !parseCode(text)
