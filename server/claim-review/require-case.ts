import { clockText } from '@/rules/wording'
import type { Caller } from '../account/authenticate'
import { reviewable } from '../aid-claims/looks'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { findCase, lockCase, type CaseRow } from './queries'
import { barredBy, isHeld } from './show-case'

/** A case that the caller may see: not his own, nor a relative's. */
export async function requireCase(
  database: Queryable,
  caller: Caller,
  id: string,
  find: typeof findCase = findCase,
): Promise<CaseRow> {
  const row = await find(database, id)
  if (!row) throw new Refusal('not-found')
  const barred = barredBy(row, caller)
  if (barred === 'own-case' || barred === 'relative-case') throw new Refusal(barred)
  return row
}

/** A case that the caller may work on now, locked until the transaction ends. */
export async function requireFreeCase(
  tx: Queryable,
  { clock }: Pick<Context, 'clock'>,
  caller: Caller,
  id: string,
): Promise<CaseRow> {
  const row = await requireCase(tx, caller, id, lockCase)
  if (!reviewable(row.state)) throw new Refusal('case-closed')
  if (isHeld(row, clock()) && row.held_by !== caller.workerId && row.held_until) {
    const until = row.held_until.getTime()
    throw new Refusal('case-taken', {
      detail: `${row.holder_name ?? '别人'}正在办，${clockText(until)} 后可以接手`,
      retryAt: row.held_until.toISOString(),
    })
  }
  return row
}
