import type { PersonalExport } from '@/contract'
import { maskIdNumber, maskName } from '@/rules/masking'
import { ordersOf, policiesOf } from '../aid/queries'
import { showOrder, showPolicy } from '../aid/show'
import { familyCodesOf } from '../aid-claims/family-code-queries'
import { showFamilyCode } from '../aid-claims/family-codes'
import { payoutAccountOf } from '../aid-claims/payout-account'
import { claimsOf } from '../aid-claims/queries'
import { showClaim } from '../aid-claims/show-claim'
import type { Context } from '../context'
import { applicationsOf } from '../unions/queries'
import { showApplication } from '../unions/show'
import { photosAbout, showPhoto } from '../uploads/queries'
import { vouchersOf } from '../vouchers/queries'
import type { Caller } from './authenticate'
import { unsealIdentity } from './identity'
import { consentsOf, findAccount, sessionsOf } from './queries'
import { meOf } from './verify-identity'

/** More vouchers than anybody has. */
const ALL = 10_000

/** All that is known of the caller, as he may carry it away. */
export async function exportMe(context: Context, caller: Caller): Promise<PersonalExport> {
  const { clock, database, ports } = context
  const { workerId } = caller
  const now = clock()
  const [account, sessions, consents, applications, vouchers, orders, policies, claims, photos] =
    await Promise.all([
      findAccount(database, workerId),
      sessionsOf(database, workerId, new Date(now)),
      consentsOf(database, workerId),
      applicationsOf(database, workerId),
      vouchersOf(database, workerId, undefined, ALL),
      ordersOf(database, workerId),
      policiesOf(database, workerId),
      claimsOf(database, workerId),
      photosAbout(database, workerId),
    ])
  if (!account) throw new Error(`Worker ${workerId} is missing`)
  const identity = account.identity && (await unsealIdentity(ports.keys, workerId, account.identity))
  const time = (at: Date | null) => at?.toISOString() ?? null
  return {
    takenAt: new Date(now).toISOString(),
    account: await meOf(context, caller),
    openedAt: account.created_at.toISOString(),
    identity:
      identity && account.verified_at
        ? {
            maskedName: maskName(identity.name),
            maskedIdNumber: maskIdNumber(identity.idNumber),
            birthDate: identity.birthDate,
            verifiedAt: account.verified_at.toISOString(),
          }
        : null,
    logins: account.logins,
    sessions: sessions.map((it) => ({
      id: it.id,
      device: it.device,
      openedAt: it.opened_at.toISOString(),
      seenAt: it.seen_at.toISOString(),
      current: it.id === caller.sessionId,
    })),
    consents,
    unionApplications: applications.map(showApplication),
    vouchers: vouchers.map((it) => ({
      id: it.id,
      title: it.title,
      state: it.state === 'ready' && it.expires_at.getTime() <= now ? 'expired' : it.state,
      claimedAt: it.claimed_at.toISOString(),
      redeemedAt: time(it.redeemed_at),
      redeemedWhere: it.redeemed_where?.name ?? null,
    })),
    orders: orders.map((it) => showOrder(it, now)),
    policies: policies.map((it) => showPolicy(it, now)),
    claims: await Promise.all(claims.map((it) => showClaim(context, it, caller))),
    photos: photos.map(showPhoto),
    payoutAccount: await payoutAccountOf(database, workerId),
    familyCodes: (await Promise.all(policies.map((it) => familyCodesOf(database, it.id))))
      .flat()
      .map(showFamilyCode),
  }
}
