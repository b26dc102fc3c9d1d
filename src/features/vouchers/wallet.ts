import * as z from 'zod/mini'
import { voucher, type Voucher, type VoucherState } from '@/contract'
import { persisted } from '@/platform/persisted'

/** Of the vouchers that can no longer be used this many stay on the phone; older ones are asked for again. */
const pastKept = 60

/**
 * The vouchers on this phone with the secrets their codes are drawn from: the voucher screen must open from here alone,
 * in airplane mode and after a cold start. One that cannot be read is left out, the others stay.
 */
export const useWallet = persisted(
  'wallet',
  z.object({ vouchers: z.array(z.catch(z.nullable(voucher), null)) }),
  { vouchers: [] },
)

/** Newest first: ids are UUIDv7, which begin with the time. */
const newestFirst = (a: Voucher, b: Voucher) => (a.id < b.id ? 1 : -1)

/** The readable ones. */
export const present = (vouchers: readonly (Voucher | null)[]): Voucher[] =>
  vouchers.filter((it) => it !== null)

/** The state at `now` (epoch ms): the phone need not ask to know that one has expired. */
export const stateAt = ({ state, expiresAt }: Voucher, now: number): VoucherState =>
  state === 'ready' && Date.parse(expiresAt) <= now ? 'expired' : state

/** From when on it works, epoch ms, where that is still to come at `now`. */
export function laterThan({ usableFrom }: Voucher, now: number): number | undefined {
  const from = usableFrom === undefined ? now : Date.parse(usableFrom)
  return from > now ? from : undefined
}

function write(vouchers: readonly Voucher[]): void {
  let past = 0
  const kept = [...vouchers].sort(newestFirst).filter((it) => it.state === 'ready' || ++past <= pastKept)
  // The voucher screen asks every two seconds: what has not changed is not written, and draws nothing anew.
  if (JSON.stringify(kept) !== JSON.stringify(useWallet.getState().vouchers))
    useWallet.setState({ vouchers: kept })
}

const held = () => present(useWallet.getState().vouchers)

/** Puts a voucher into the wallet, in place of what was known of it. */
export function keepVoucher(fresh: Voucher): void {
  write([...held().filter((it) => it.id !== fresh.id), fresh])
}

/** Takes a voucher out that the server does not know as the caller's. */
export function dropVoucher(id: string): void {
  write(held().filter((it) => it.id !== id))
}

/**
 * Puts a stretch of the server's list, newest first, into the wallet. What of `before` should be in it and is not is
 * gone; what came in since stays. `complete` where nothing older exists.
 */
export function keepStretch(fresh: readonly Voucher[], before: ReadonlySet<string>, complete: boolean): void {
  const known = new Set(fresh.map((it) => it.id))
  const oldest = fresh.at(-1)?.id ?? ''
  const others = held().filter(
    (it) => !known.has(it.id) && (!before.has(it.id) || (!complete && it.id < oldest)),
  )
  write([...fresh, ...others])
}

/** Forgets every voucher and its secret. For signing out, and before another person signs in. */
export function forgetVouchers(): void {
  useWallet.setState({ vouchers: [] })
}

/** A voucher of the wallet. */
export const useKeptVoucher = (id: string): Voucher | undefined =>
  useWallet((it) => it.vouchers.find((kept) => kept?.id === id) ?? undefined)

/** Every voucher of the wallet, newest first. For what is not drawn from. */
export const keptVouchers = held
