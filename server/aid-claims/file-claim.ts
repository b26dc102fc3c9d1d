import type { AidClaim, api, ClaimKind, HandledInput } from '@/contract'
import { inWaitingDays, noFacts } from '@/rules/benefit'
import { dueOf, reportBy } from '@/rules/claim-states'
import { claimStateName } from '@/rules/claim-words'
import { DAY, dateText, dayOf, startOf } from '@/rules/shanghai'
import { fullDateText } from '@/rules/wording'
import type { Caller } from '../account/authenticate'
import { requireConsents } from '../account/consents'
import { lockWorker } from '../account/queries'
import type { Context } from '../context'
import { DatabaseFault, type Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { repeat, Repeated, type Intent } from '../http/route'
import { paperNumber } from '../ids'
import { keepPolicy } from '../aid/queries'
import { attachPhotos } from '../uploads/queries'
import { checkText, requireFacts } from './check-told'
import { addNotice } from './claim-notices'
import { requireFamilyCode, useFamilyCode } from './family-codes'
import {
  addClaim,
  addStep,
  findClaim,
  findClaimByKey,
  findClaimedPolicy,
  findEarlierOfEvent,
  type ClaimedPolicy,
} from './queries'
import { showClaim } from './show-claim'
import { sealTold, textOf, type Told } from './told'

type Filed = HandledInput<typeof api.fileClaim>['body']

const paysBy: Record<ClaimKind, 'treatment' | 'harm' | 'illness'> = {
  'accident-treatment': 'treatment',
  'hospital-days': 'treatment',
  'death-disability': 'harm',
  'serious-illness': 'illness',
}

const TAKEN_BACK = '这份保障已经退出，没有保障过'

/** Files a claim: one for each event and what it pays by. Under one key it is one claim. */
export async function fileClaim(
  context: Context,
  caller: Caller,
  policyId: string,
  filed: Filed,
  intent: Intent,
): Promise<AidClaim | Repeated<AidClaim>> {
  const { database } = context
  const shown = async (id: string) => {
    const row = await findClaim(database, id)
    if (!row) throw new Error(`Claim ${id} is missing`)
    return showClaim(context, row, caller)
  }
  const again = async () => {
    const row = await findClaimByKey(database, caller.workerId, intent.key)
    return row && repeat(intent, row.request_hash, () => shown(row.id))
  }
  const earlier = await again()
  if (earlier) return earlier
  try {
    return await shown(await fileFirst(context, caller, policyId, filed, intent))
  } catch (error) {
    // A phone that was restarted asks again while its first call is under way: what that has done meanwhile, an event
    // that is claimed or a code that is used, is this call's own doing and no fault.
    const twin = await again()
    if (twin) return twin
    throw error
  }
}

/** Gives the new claim's id. */
async function fileFirst(
  context: Context,
  caller: Caller,
  policyId: string,
  filed: Filed,
  intent: Intent,
): Promise<string> {
  const { clock, database, newId, ports, random } = context
  const now = clock()
  const policy = await findClaimedPolicy(database, policyId)
  if (!policy) throw new Refusal('not-found')
  const { familyCode } = filed
  const code = familyCode === undefined ? undefined : await requireFamilyCode(context, familyCode, policy)
  // Without a code it is his own policy, or none that he knows of.
  if (!code && policy.worker_id !== caller.workerId) throw new Refusal('not-found')

  const happenedAt = Date.parse(filed.happenedAt)
  requireCovered(policy, filed, happenedAt, now)
  const facts = filed.facts ?? noFacts
  requireFacts(facts, happenedAt, now)
  const pays = paysBy[filed.kind]
  const eventDay = dateText(dayOf(happenedAt))
  const requireFirst = async (queryable: Queryable) => {
    const twin = await findEarlierOfEvent(queryable, policy.id, eventDay, pays)
    if (twin)
      throw new Refusal('event-claimed', {
        field: 'happenedAt',
        heldId: twin.id,
        at: twin.submitted_at.toISOString(),
      })
  }
  await requireFirst(database)
  const lateReason = filed.lateReason?.trim() ?? ''
  const late = now > reportBy(happenedAt, policy.claim_terms)
  if (late && lateReason === '') {
    throw new Refusal('late-reason-required', {
      field: 'lateReason',
      detail: `出事超过 ${policy.claim_terms.reportDays} 天也能报，请写一下为什么晚了`,
    })
  }
  const told: Told = {
    where: filed.where?.trim() ?? '',
    words: filed.words?.trim() ?? '',
    lateReason: late ? lateReason : null,
    facts,
    asked: [],
    objections: [],
  }
  const text = await checkText(context, caller.workerId, textOf(told), 'words')
  const id = newId()
  const sealed = await sealTold(ports.keys, random, id, told)
  const due = dueOf('submitted', now, policy.claim_terms)
  try {
    await database.transaction(async (tx) => {
      await lockWorker(tx, caller.workerId)
      await requireConsents(tx, caller.workerId, ['health'])
      if (!(await keepPolicy(tx, policy.id))) {
        throw new Refusal('event-before-cover', { field: 'happenedAt', detail: TAKEN_BACK })
      }
      if (code) await useFamilyCode(tx, code.id, caller.workerId, new Date(now))
      await addClaim(tx, {
        id,
        number: paperNumber('LP', now, random),
        policyId: policy.id,
        workerId: policy.worker_id,
        filerId: caller.workerId,
        codeBy: code?.made_by ?? null,
        kind: filed.kind,
        pays,
        eventDay,
        happenedAt: new Date(happenedAt),
        submittedAt: new Date(now),
        late,
        told: sealed,
        textHeld: text === 'held',
        dueAt: due ? new Date(due.at) : null,
        dueCertain: due?.certain ?? true,
        key: intent.key,
        requestHash: intent.hash,
      })
      await takePhotos(tx, id, filed.photoIds ?? [], caller)
      await addStep(tx, {
        id: newId(),
        claimId: id,
        move: 'file',
        state: 'submitted',
        at: new Date(now),
        by: caller.workerId,
      })
      if (policy.worker_id === caller.workerId) return
      const claim = await findClaim(tx, id)
      // Somebody has filed for him.
      const notice = { state: claimStateName('submitted'), at: new Date(now), to: [policy.worker_id] }
      if (claim) await addNotice(tx, newId, { claim, ...notice })
    })
  } catch (error) {
    if (!(error instanceof DatabaseFault) || error.kind !== 'duplicate') throw error
    await requireFirst(database)
    throw error
  }
  return id
}

/** Puts the caller's uploads into a claim. Refuses those that are not his, or belong to another claim. */
export async function takePhotos(
  tx: Queryable,
  claimId: string,
  photoIds: readonly string[],
  caller: Caller,
): Promise<void> {
  const ids = [...new Set(photoIds)]
  if (ids.length === 0) return
  if ((await attachPhotos(tx, claimId, ids, caller.workerId)) !== ids.length) {
    throw new Refusal('photo-unknown', { field: 'photoIds' })
  }
}

function requireCovered(policy: ClaimedPolicy, filed: Filed, happenedAt: number, now: number): void {
  const field = 'happenedAt'
  const [from, to] = [policy.in_force_from.getTime(), policy.in_force_to.getTime()]
  const cover = policy.covers.find((it) => it.kind === filed.kind)
  if (!cover) throw new Refusal('kind-not-covered', { field: 'kind' })
  if (happenedAt > now) throw new Refusal('event-future', { field })
  if (happenedAt < from || policy.cancelled_at) {
    const detail = policy.cancelled_at ? TAKEN_BACK : `出事时保障还没开始，这份从 ${fullDateText(from)} 起保`
    throw new Refusal('event-before-cover', { field, detail })
  }
  if (happenedAt >= to) {
    throw new Refusal('event-after-cover', {
      field,
      detail: `出事时保障已经结束，这份保到 ${fullDateText(to - DAY)}`,
    })
  }
  if (inWaitingDays(cover, { coverFrom: from, facts: filed.facts ?? noFacts, happenedAt })) {
    const pays = startOf(dayOf(from) + cover.waitingDays)
    throw new Refusal('event-in-waiting-days', {
      field,
      detail: `${cover.title}有 ${cover.waitingDays} 天等待期，${fullDateText(pays)} 起查出的才付`,
    })
  }
}
