/** 10 million yuan, to which no amount that anybody types comes. */
const MOST_YUAN_DIGITS = 8

/** Yuan as typed, with up to two decimals, in integer fen: `1,234.5` -> 123450. NaN where it is no amount. */
export function fenOfText(text: string): number {
  const [, whole = '', decimals = ''] = /^(\d+)(?:\.(\d{0,2}))?$/.exec(text.replace(/[\s,，]/g, '')) ?? []
  if (whole === '' || whole.length > MOST_YUAN_DIGITS) return Number.NaN
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
}
