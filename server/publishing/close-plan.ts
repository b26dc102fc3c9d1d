import type { Database } from '../database/database'
import { closePlanNow, titleByIdOrCode } from './plan-queries'

export type ClosedPlan = { title: string; fault?: 'closed-already' } | { fault: 'plan-unknown' }

/**
 * Closes a plan: nobody joins or renews any more. Who is covered stays so, and an order that is open may still be paid.
 * @param id its id, or the code of its file.
 */
export async function closePlan(database: Database, id: string): Promise<ClosedPlan> {
  return database.transaction(async (tx) => {
    const closed = await closePlanNow(tx, id)
    if (closed !== undefined) return { title: closed }
    const title = await titleByIdOrCode(tx, id)
    return title === undefined ? { fault: 'plan-unknown' } : { fault: 'closed-already', title }
  })
}
