import type { DrawEntry, Place, Voucher } from '@/contract'
import { claimRefusal, expiryOf, nextDayOf, periodOf } from '@/rules/eligibility'
import { metresBetween } from '@/rules/nearest'
import { isOpen, openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { checkPresenceOf } from '../fairness/presence'
import { slowDown, slowedBy } from '../fairness/velocity'
import { sha256 } from '../hash'
import { Refusal } from '../http/refusal'
import { Repeated, repeat, type Intent } from '../http/route'
import { findVoucher } from '../vouchers/queries'
import { showVoucher } from '../vouchers/show-voucher'
import type { AskedEarlier, EarlierClaim, Written } from './claim-queries'
import { findEntry } from './draw-queries'
import type { CampaignFacts, StockRow } from './queries'
import { showEntry } from './show-draw'

const ALTERNATIVES = 3

export interface ClaimAsked {
  stationId?: string
  variant?: string
  presence?: string
}

/** A voucher, or in a draw an entry. */
export type Claimed = { voucher: Voucher } | { entry: DrawEntry }

/**
 * Claims one for the caller, or enters him into the draw. Who already holds one is told so, whether or not anything is
 * left. The same key gets the same answer. Where nothing is left that costs one indexed read.
 * @param address from where the call comes, as far as that is known.
 */
export async function claimCampaign(
  context: Context,
  caller: Caller,
  campaignId: string,
  asked: ClaimAsked,
  { key }: Intent,
  address: string | undefined,
): Promise<Claimed | Repeated<Claimed>> {
  const { campaigns, claim, clock, newId } = context
  const facts = await campaigns.facts(campaignId)
  if (!facts) throw new Refusal('not-found')
  const { campaign } = facts
  const now = clock()
  const period = periodOf(campaign, now)
  // The code of whoever stands there is another each time, and not part of what the key stands for.
  const intent = { key, hash: hashOf(campaignId, asked) }
  const { stationId, variant = '' } = asked
  const earlier = {
    campaignId,
    workerId: caller.workerId,
    period,
    key,
    stationId: stationId ?? null,
    variant,
  }

  const refused = refusalOf(facts, caller, asked, now)
  if (refused) return (await answerEarlier(context, caller, facts, earlier, intent)) ?? raise(refused)

  const { distribution } = campaign
  const counted = distribution === 'stock' || distribution === 'daily'
  if (counted) {
    if (distribution === 'daily') await campaigns.openDay(campaignId, period)
    const stock = await campaigns.stock(campaignId, period)
    const here = stock.find((it) => it.station_id === stationId && it.variant === variant)
    if (here?.left_count === 0) {
      const found = await context.findEarlier(earlier)
      const answer = await answerFrom(context, caller, facts, found, intent)
      if (answer) return answer
      // Only what nobody can be taking from at this moment is sold out: what is kept here may be older than a return.
      if (!found.left) throw await soldOut(context, facts, asked, stock, now)
      campaigns.grew(campaignId)
    }
  }

  const present = presenceRefusal(context, facts, asked, now)
  if (present !== 'there') {
    const slow = present ?? (await slowDown(context, caller, campaign.id, address))
    if (slow) return (await answerEarlier(context, caller, facts, earlier, intent)) ?? raise(slow)
  }

  const asking = {
    campaignId,
    stationId: distribution === 'draw' ? null : (stationId ?? null),
    variant,
    period,
    workerId: caller.workerId,
    pseudonym: caller.pseudonym,
    id: newId(),
    ledgerId: newId(),
    expiresAt: new Date(expiryOf(campaign, now)),
    uses: campaign.uses ?? 1,
    key,
    requestHash: intent.hash,
    counted,
    draws: distribution === 'draw',
    trusted: present === 'there',
  }
  let outcome = await claim(asking)
  if (outcome.slowed && !outcome.used && !outcome.held) {
    const slow = await slowedBy(outcome.slowed, context, caller, campaign.id)
    if (slow) throw slow
    outcome = await claim({ ...asking, trusted: true })
  }
  if (outcome.left !== null) campaigns.noteLeft(asking, outcome.left)
  if (outcome.granted) {
    if (asking.draws) return { entry: await entryOf(context, caller, asking.id) }
    return { voucher: await freshVoucher(context, caller, facts, { ...asking, ...outcome }) }
  }
  // While it waited for its turn at the stock, the same claim may have been written by another process.
  const known = outcome.used || outcome.held ? outcome : await context.findEarlier(earlier)
  const answer = await answerFrom(context, caller, facts, known, intent)
  if (answer) return answer
  if (!outcome.open || !counted) throw new Refusal('campaign-ended')
  throw await soldOut(context, facts, asked, await campaigns.stock(campaignId, period), now)
}

function raise(refusal: Refusal): never {
  throw refusal
}

const hashOf = (campaignId: string, { stationId, variant }: ClaimAsked): Uint8Array =>
  sha256(JSON.stringify([campaignId, stationId ?? null, variant ?? null]))

/** Why the claim is refused whatever is left. */
function refusalOf(
  { campaign, stationIds }: CampaignFacts,
  caller: Caller,
  { stationId, variant }: ClaimAsked,
  now: number,
): Refusal | undefined {
  const refused = claimRefusal(campaign, caller, now)
  if (refused) return new Refusal(refused.code, refused)
  const bound = campaign.distribution === 'stock' || campaign.distribution === 'daily'
  if (stationId === undefined && bound) return new Refusal('station-required')
  if (stationId !== undefined && !stationIds.has(stationId)) return new Refusal('station-not-in-campaign')
  const { variants } = campaign
  if (variants && variant === undefined) {
    return new Refusal('variant-required', {
      detail: `请选${variants.label}：${variants.options.join('、')}`,
    })
  }
  if (variant !== undefined && !variants?.options.includes(variant)) return new Refusal('variant-unknown')
  return undefined
}

/** `there` where a fresh code of the station came with the claim; a refusal where one is needed or it is none. */
function presenceRefusal(
  context: Context,
  { campaign, stationIds }: CampaignFacts,
  { presence, stationId }: ClaimAsked,
  now: number,
): 'there' | Refusal | undefined {
  if (presence === undefined) return campaign.presence ? new Refusal('presence-required') : undefined
  return checkPresenceOf(context, presence, stationId, stationIds, now) ?? 'there'
}

async function answerEarlier(
  context: Context,
  caller: Caller,
  facts: CampaignFacts,
  asked: AskedEarlier,
  intent: Intent,
): Promise<Repeated<Claimed> | undefined> {
  return answerFrom(context, caller, facts, await context.findEarlier(asked), intent)
}

/** The answer where this key was used before, or where the caller already holds one. */
async function answerFrom(
  context: Context,
  caller: Caller,
  { campaign }: CampaignFacts,
  { used, held }: Pick<Written, 'used' | 'held'>,
  intent: Intent,
): Promise<Repeated<Claimed> | undefined> {
  if (used) return repeat(intent, used.requestHash, () => whatItGave(context, caller, used))
  if (!held) return undefined
  const at = held.claimedAt.toISOString()
  if (held.voucherId === null)
    throw new Refusal('already-entered', { at, ...(held.entryId && { heldId: held.entryId }) })
  const retryAt = campaign.distribution === 'daily' ? nextDayOf(campaign, context.clock()) : undefined
  throw new Refusal('already-claimed', {
    heldId: held.voucherId,
    at,
    ...(retryAt && { retryAt, detail: '今天的已经领过了，明天再来' }),
  })
}

async function whatItGave(context: Context, caller: Caller, it: EarlierClaim): Promise<Claimed> {
  if (it.entryId !== null) return { entry: await entryOf(context, caller, it.entryId) }
  const row =
    it.voucherId === null ? undefined : await findVoucher(context.database, it.voucherId, caller.workerId)
  if (!row) throw new Error(`Voucher ${it.voucherId} of a claim is missing`)
  return { voucher: await showVoucher(context, row, caller.sessionId) }
}

async function entryOf({ clock, database }: Context, caller: Caller, entryId: string): Promise<DrawEntry> {
  const row = await findEntry(database, caller.workerId, entryId)
  if (!row) throw new Error(`Entry ${entryId} is missing`)
  return showEntry(row, clock())
}

/** What has just been written, without reading it again. */
async function freshVoucher(
  context: Context,
  caller: Caller,
  { campaign }: CampaignFacts,
  it: {
    id: string
    stationId: string | null
    variant: string
    uses: number
    handle: string
    claimedAt: Date
    expiresAt: Date
  },
): Promise<Voucher> {
  const station =
    it.stationId === null ? undefined : (await context.stations.current()).byId.get(it.stationId)
  return showVoucher(
    context,
    {
      id: it.id,
      campaign_id: campaign.id,
      worker_id: caller.workerId,
      title: campaign.title,
      items: campaign.items,
      state: 'ready',
      station: station
        ? { id: station.id, name: station.name, address: station.address, point: station.point }
        : null,
      handle: it.handle,
      variant: it.variant,
      uses: it.uses,
      uses_left: it.uses,
      claimed_at: it.claimedAt,
      expires_at: it.expiresAt,
      usable_from: campaign.redeemFrom === undefined ? null : new Date(campaign.redeemFrom),
      issue: 0,
      redeemed_at: null,
      redeemed_where: null,
      missing: null,
      demo: campaign.demo,
    },
    caller.sessionId,
  )
}

/** Sold out here, with the stations that still have some: the nearest, those open now first where it is for today. */
async function soldOut(
  { stations }: Context,
  { campaign }: CampaignFacts,
  { stationId, variant = '' }: ClaimAsked,
  stock: readonly StockRow[],
  now: number,
): Promise<Refusal> {
  const { byId } = await stations.current()
  const here = stationId === undefined ? undefined : byId.get(stationId)
  const from = here && placeOf(here, now)
  const daily = campaign.distribution === 'daily'
  const others = stock.flatMap((it) => {
    if (!from || !it.left_count || it.variant !== variant) return []
    const station = byId.get(it.station_id)
    if (!station) return []
    const { id, name } = station
    const { point } = placeOf(station, now)
    const place: Place = {
      stationId: id,
      name,
      point,
      left: it.left_count,
      distanceM: metresBetween(from.point, point),
    }
    return [{ place, later: daily && !isOpen(openState(station.hours, now)) }]
  })
  others.sort(
    (a, b) => Number(a.later) - Number(b.later) || (a.place.distanceM ?? 0) - (b.place.distanceM ?? 0),
  )
  const where = others.slice(0, ALTERNATIVES).map((it) => it.place)
  const alike = stock.filter((it) => it.station_id === stationId && it.left_count).map((it) => it.variant)
  const { variants } = campaign
  const sizes = variants?.options.filter((it) => alike.includes(it)) ?? []
  if (variants && sizes.length > 0) {
    return new Refusal('sold-out-here', {
      detail: `这个站的 ${variant} 领完了，${variants.label}还有 ${sizes.join('、')}`,
      ...(where.length > 0 && { where }),
    })
  }
  if (where.length > 0) return new Refusal('sold-out-here', { where })
  const retryAt = daily ? nextDayOf(campaign, now) : undefined
  return retryAt
    ? new Refusal('sold-out-today', { retryAt })
    : new Refusal('sold-out', { detail: `${campaign.title}都领完了` })
}
