/** What of a person may be shown. */

/** 王*明, 王*, 欧**明: first and last character, at most two stars between. */
export function maskName(name: string): string {
  const chars = [...name.trim()]
  const first = chars[0] ?? ''
  if (chars.length <= 1) return first
  if (chars.length === 2) return `${first}*`
  return `${first}${'*'.repeat(Math.min(chars.length - 2, 2))}${chars[chars.length - 1]}`
}

/** 99**************13: what tells two cards apart, and no more. */
export const maskIdNumber = (number: string): string =>
  `${number.slice(0, 2)}${'*'.repeat(number.length - 4)}${number.slice(-2)}`

/** A name as people in China write it: 2 to 30 Han characters or a middle dot, or Latin letters with spaces. */
export const isName = (name: string): boolean =>
  /^(?:\p{Script=Han}[\p{Script=Han}·•]{0,28}\p{Script=Han}|[A-Za-z][A-Za-z .'-]{0,60}[A-Za-z])$/u.test(
    name.trim(),
  )
