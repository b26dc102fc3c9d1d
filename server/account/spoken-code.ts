import type { Random } from '../ports'

/** Without letters that are taken for others when read aloud or copied by hand. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/** A code of 60 random bits that one person reads out to another; `shown` is how it is written. */
export function newSpokenCode(random: Random): { code: string; shown: string } {
  const code = [...random(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length] as string).join('')
  return { code, shown: code.replace(/(.{4})(?!$)/g, '$1-') }
}

/** The code as it was made: however it is typed, O, I and L are the digits they look like. */
export const readSpokenCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
