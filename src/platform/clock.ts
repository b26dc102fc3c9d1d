/** Milliseconds since 1970 by this phone's clock, which may be wrong: rules take it as an argument. */
export const now = (): number => Date.now()
