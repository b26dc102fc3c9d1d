/** What holds at a clerk's desk, on his phone and on the server alike. */

/** How long a redemption can be undone, in ms. */
export const UNDO_MS = 60_000
/** So many scans wait on a phone without signal at most: what two stations could hand out twice is bounded by it. */
export const QUEUE_CAP = 50
/** Scans are taken so long after they were made, in ms. */
export const SCAN_LIVES_MS = 7 * 86_400_000
/** A phone whose clock is further off has its scans refused until it is right, in ms. */
export const CLOCK_OFF_MS = 3_600_000
/** So many may be redeemed without a code in one day, by one clerk and at one station. */
export const BY_HAND_A_DAY = { clerk: 10, station: 30 } as const
/**
 * Nobody hands out more at one station than this within ten minutes: one in five seconds, without a break. A shop that
 * redeems faster redeems vouchers of people who are not there.
 */
export const SERVES = { count: 120, ms: 600_000 } as const
