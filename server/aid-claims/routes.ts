import { api } from '@/contract'
import { lockWorker } from '../account/queries'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { Repeated, route, type App } from '../http/route'
import { askForMember, recallForMember } from '../payouts/reconcile-transfers'
import { addPapers, requireMine } from './add-papers'
import { makeFamilyCode, policyOfCode, requireOwnPolicy, showFamilyCode } from './family-codes'
import { familyCodesOf, isUsedCodeOf, setFamilyCodeWithdrawn } from './family-code-queries'
import { fileClaim } from './file-claim'
import { objectToRefusal } from './object-to-refusal'
import { canCollect, forgetPayoutAccount, payoutAccountOf, putPayoutAccount } from './payout-account'
import { claimsOf, readFigures } from './queries'
import { isCollected, showClaim, showSummary } from './show-claim'
import { showFigures } from './show-figures'
import { withdrawClaim } from './withdraw-claim'

/** What members and their relatives call. */
export function claimRoutes(app: App, context: Context): void {
  const { clock, database } = context
  route(app, context, api.fileClaim, async ({ body, caller, intent, params }) => {
    const claim = await fileClaim(context, caller, params.id, body, intent)
    return claim instanceof Repeated ? new Repeated({ claim: claim.reply }) : { claim }
  })
  route(app, context, api.listClaims, async ({ caller }) => ({
    claims: await Promise.all(
      (await claimsOf(database, caller.workerId)).map((it) => showSummary(context, it, caller)),
    ),
  }))
  route(app, context, api.getClaim, async ({ caller, params }) => {
    const { payout } = await requireMine(database, caller, params.id)
    // Perhaps he has just taken it, and its notice is on its way.
    if (isCollected(payout)) await askForMember(context, params.id)
    return { claim: await showClaim(context, await requireMine(database, caller, params.id), caller) }
  })
  route(app, context, api.addPapers, async ({ body, caller, params }) => ({
    claim: await addPapers(context, caller, params.id, body),
  }))
  route(app, context, api.withdrawClaim, async ({ caller, params }) => ({
    claim: await withdrawClaim(context, caller, params.id),
  }))
  route(app, context, api.objectToRefusal, async ({ body, caller, params }) => ({
    claim: await objectToRefusal(context, caller, params.id, body),
  }))
  route(app, context, api.makeFamilyCode, ({ caller, params }) => makeFamilyCode(context, caller, params.id))
  route(app, context, api.listFamilyCodes, async ({ caller, params }) => {
    await requireOwnPolicy(database, caller, params.id)
    return { familyCodes: (await familyCodesOf(database, params.id)).map(showFamilyCode) }
  })
  route(app, context, api.withdrawFamilyCode, async ({ caller, params }) => {
    const { workerId } = caller
    if (await setFamilyCodeWithdrawn(database, params.id, workerId, new Date(clock()))) return undefined
    throw new Refusal((await isUsedCodeOf(database, params.id, workerId)) ? 'family-code-used' : 'not-found')
  })
  route(app, context, api.checkFamilyCode, async ({ body, caller }) => {
    const { policy } = await policyOfCode(context, caller, body.code)
    return {
      policy: {
        id: policy.id,
        holder: policy.holder,
        planId: policy.plan_id,
        planTitle: policy.title,
        inForceFrom: policy.in_force_from.toISOString(),
        inForceTo: policy.in_force_to.toISOString(),
        covers: policy.covers,
        demo: policy.demo,
      },
    }
  })
  route(app, context, api.getPayoutAccount, async ({ caller }) => ({
    account: await payoutAccountOf(database, caller.workerId),
    wechat: await canCollect(context, caller.workerId),
  }))
  route(app, context, api.putPayoutAccount, async ({ body, caller }) => {
    const account = await putPayoutAccount(context, caller, body)
    if (account.kind !== 'wechat') await recallForMember(context, caller.workerId)
    return { account }
  })
  route(app, context, api.deletePayoutAccount, async ({ caller: { workerId } }) => {
    await database.transaction(async (tx) => {
      await lockWorker(tx, workerId)
      await forgetPayoutAccount(tx, workerId)
    })
    await recallForMember(context, workerId)
    return undefined
  })
  route(app, context, api.getClaimFigures, async () => ({
    figures: (await readFigures(database)).map(showFigures),
  }))
}
