/** A bank card's number (ISO/IEC 7812-1): 13 to 19 digits, the last one a check digit by Luhn's formula. */
export function isCardNumber(digits: string): boolean {
  if (!/^\d{13,19}$/.test(digits) || /^0+$/.test(digits)) return false
  let sum = 0
  for (const [fromEnd, digit] of [...digits].reverse().entries()) {
    const times = Number(digit) * (fromEnd % 2 === 0 ? 1 : 2)
    sum += times > 9 ? times - 9 : times
  }
  return sum % 10 === 0
}
