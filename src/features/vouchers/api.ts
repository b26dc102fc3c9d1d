import { api, type ReplyOf, type Voucher } from '@/contract'
import { call } from '@/platform/call'
import { noteServerClock } from '@/platform/code-clock'

/** One page of the caller's vouchers, newest first; `after` is the `next` of the page before. */
export async function fetchVouchers(
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listVouchers>> {
  const page = await call(api.listVouchers, { query: { after } }, { signal })
  noteServerClock()
  return page
}

/** One voucher of the caller; throws a Refusal `not-found` where it is not his or there is none. */
export async function fetchVoucher(id: string, signal?: AbortSignal): Promise<Voucher> {
  const { voucher } = await call(api.getVoucher, { params: { id } }, { signal })
  noteServerClock()
  return voucher
}

/** Gives a voucher back. Throws a Refusal; safe to repeat. */
export async function returnVoucher(id: string): Promise<Voucher> {
  return (await call(api.returnVoucher, { params: { id } })).voucher
}

/** Gives a voucher new secrets: codes drawn before work no more, on whatever phone. Throws a Refusal; safe to repeat. */
export async function reissueVoucher(id: string): Promise<Voucher> {
  const { voucher } = await call(api.reissueVoucher, { params: { id } })
  noteServerClock()
  return voucher
}

/** Says that what a voucher promises is not at its station. Throws a Refusal; safe to repeat. */
export async function reportMissing(id: string): Promise<Voucher> {
  return (await call(api.reportMissing, { params: { id }, body: {} })).voucher
}
