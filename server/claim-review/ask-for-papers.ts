import type { api, HandledInput, ReviewCase } from '@/contract'
import type { Caller } from '../account/authenticate'
import { moveClaim } from '../aid-claims/move-claim'
import { writeTold } from '../aid-claims/queries'
import { sealTold, unsealTold } from '../aid-claims/told'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { requireCase, requireFreeCase } from './require-case'
import { showCase } from './show-case'

/** Asks for papers, and says what exactly. Until they are in the case waits for the member. */
export async function askForPapers(
  context: Context,
  caller: Caller,
  id: string,
  { papers }: HandledInput<typeof api.askForPapers>['body'],
): Promise<ReviewCase> {
  const { clock, database, newId, ports, random } = context
  await database.transaction(async (tx) => {
    const row = await requireFreeCase(tx, context, caller, id)
    const told = await unsealTold(ports.keys, id, row.told)
    for (const it of told.asked) it.open = false
    const askedAt = new Date(clock()).toISOString()
    told.asked.push(
      ...papers.map(({ purpose, text }) => ({
        id: newId(),
        purpose,
        text: text.trim(),
        given: false,
        askedAt,
        open: true,
      })),
    )
    await writeTold(tx, id, await sealTold(ports.keys, random, id, told), row.text_held)
    const by = { workerId: caller.workerId, holds: false }
    if (!(await moveClaim(tx, context, row, 'ask', by))) throw new Refusal('case-moved')
  })
  return showCase(context, await requireCase(database, caller, id), caller)
}
