/** The code as it is printed, however it was typed: small or full-width letters, spaces, dashes of other kinds. */
export const readStationCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\s/g, '')
    .replace(/[‐-―−]/g, '-')
