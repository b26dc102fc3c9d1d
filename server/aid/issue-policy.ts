import { certificateCode } from '@/rules/certificate-code'
import { coolingEnd, renewableFrom, termAfter } from '@/rules/premium'
import { dateText, dayOf } from '@/rules/shanghai'
import type { Queryable } from '../database/database'
import type { AidContext } from './context'
import {
  addEntries,
  addPolicy,
  findCover,
  findPersonKey,
  findPlan,
  giveBackSubsidy,
  setExpired,
  setPaid,
  takeCover,
  type OrderRow,
} from './queries'
import { coverKey } from './standing'

/**
 * Turns an open order that is paid, or costs nothing, into cover; the worker must be locked. Otherwise says why there is
 * none to be had. Whatever orders, devices and accounts somebody has: a plan covers a person once at a time.
 */
export async function issuePolicy(
  tx: Queryable,
  { clock, newId, ports, random }: AidContext,
  order: OrderRow,
  paidAt: number,
): Promise<'expired' | 'covered' | 'paid-twice' | undefined> {
  if (order.state === 'paid') return 'paid-twice'
  if (order.state !== 'awaiting-payment') return 'expired'
  const plan = await findPlan(tx, order.plan_id)
  if (!plan) throw new Error(`Plan ${order.plan_id} is missing`)
  const end = async <R>(reason: R): Promise<R> => {
    if (await setExpired(tx, order.id)) await giveBackSubsidy(tx, order.id)
    return reason
  }
  const person = await findPersonKey(tx, order.worker_id)
  // He took back who he is.
  if (!person) return end('expired')
  const held = await findCover(tx, order.worker_id, plan.id, new Date(paidAt))
  const heldUntil = held?.in_force_to.getTime()
  if (heldUntil !== undefined && paidAt < renewableFrom(heldUntil, plan.renew_days)) return end('covered')
  const term = termAfter(paidAt, plan.term_months, heldUntil)
  const [from, to] = [new Date(term.from), new Date(term.to)]
  if (!(await takeCover(tx, plan.id, coverKey(ports.keys, plan.id, person), from, to))) return end('covered')
  if (!(await setPaid(tx, order.id))) throw new Error(`Order ${order.id} changed under its lock`)
  const now = clock()
  const cooling = coolingEnd(paidAt, plan.cooling_days)
  await addPolicy(tx, {
    id: newId(),
    orderId: order.id,
    number: policyNumber(now, random(8)),
    certificate: certificateCode(random(10)),
    from,
    to,
    issuedAt: new Date(now),
    cancelBy: cooling === undefined ? null : new Date(cooling),
  })
  await addEntries(tx, newId, order.id, new Date(now), [
    { kind: 'subsidy', amountFen: order.subsidy_fen },
    { kind: 'policy', amountFen: -order.price_fen, quantity: 1 },
  ])
  return undefined
}

/** `NX20261123-` and ten random digits: tells the day, and nothing about how many there are. */
function policyNumber(now: number, bytes: Uint8Array): string {
  const digits = [...bytes].map((it) => String(it % 100).padStart(2, '0')).join('')
  return `NX${dateText(dayOf(now)).replaceAll('-', '')}-${digits.slice(0, 10)}`
}
