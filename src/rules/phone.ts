/** Mobile numbers of mainland China. */

/** The eleven digits of a number as typed (spaces, dashes and +86 are fine); undefined where it is none. */
export function readPhone(typed: string): string | undefined {
  const digits = typed.replace(/[\s-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined
}

/** 138****8000 */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`
