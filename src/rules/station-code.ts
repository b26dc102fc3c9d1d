const rule = /^[A-Z0-9](?:[A-Z0-9-]{0,30}[A-Z0-9])?$/

/** Whether this is a station's code as it is printed: capital letters and figures, with dashes between. */
export const isStationCode = (text: string): boolean => rule.test(text)

/** The code as it is printed, however it was typed: small or full-width letters, spaces, dashes of other kinds. */
export const readStationCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\s/g, '')
    .replace(/[‐-―−]/g, '-')
