import type { api, ReplyOf, Station } from '@/contract'
import { openState } from '@/rules/opening-hours'
import { dateText, dayOf, MINUTE } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import { runningCampaigns } from '../campaigns/queries'
import { standingOf } from '../campaigns/standing'
import type { Context } from '../context'
import { findWindow, forgetReports, hasReported, noteSeen, redeemableAt, stockAt } from './queries'
import { reporterKey, WINDOW_MS } from './reporter'
import { stationById } from './station-by-id'

/**
 * Somebody has come to a station. Leaves behind the minute, and nothing of who it was; tells what he can claim and redeem
 * here.
 */
export async function checkIn(
  context: Context,
  caller: Caller | undefined,
  stationId: string,
): Promise<ReplyOf<(typeof api)['checkIn']>> {
  const { clock, database, live } = context
  let station = await stationById(context, stationId)
  const now = clock()
  if (caller && (await clearReports(context, caller, station, now)))
    station = { ...station, doubt: undefined }
  live.put(await noteSeen(database, stationId, new Date(Math.floor(now / MINUTE) * MINUTE)))

  const at = new Date(now)
  const day = dateText(dayOf(now))
  const [campaigns, stock, vouchers] = await Promise.all([
    runningCampaigns(database, caller?.workerId, at, day),
    stockAt(database, stationId, day),
    caller ? redeemableAt(database, caller.workerId, stationId, at) : [],
  ])
  const offers = campaigns.flatMap((found) => {
    const { id, opensAt, closesAt } = found.campaign
    const left = stock.get(id)
    const runs = Date.parse(opensAt) <= now && now < Date.parse(closesAt)
    return left !== undefined && runs
      ? [{ campaign: found.campaign, standing: standingOf(found, caller, now), left }]
      : []
  })
  return {
    station,
    openState: openState(station.hours, now),
    live: (await live.current())(stationId),
    offers,
    redeemable: vouchers.map((it) => ({
      voucherId: it.id,
      campaignId: it.campaign_id,
      title: it.title,
      items: it.items,
      expiresAt: it.expires_at.toISOString(),
    })),
  }
}

/** Whoever comes and is not one of those who reported the station speaks for it: true where he does. */
async function clearReports(
  context: Context,
  caller: Caller,
  { id, doubt }: Station,
  now: number,
): Promise<boolean> {
  const { database, live, ports } = context
  const { fullAt } = (await live.current())(id)
  const forgotten = await database.transaction(async (tx) => {
    const salt = await findWindow(tx, id, new Date(now - WINDOW_MS))
    if (!salt && !doubt && !fullAt) return undefined
    if (salt && (await hasReported(tx, id, reporterKey(ports.keys, salt, id, caller.workerId)))) {
      return undefined
    }
    return { row: await forgetReports(tx, id) }
  })
  live.put(forgotten?.row)
  return forgotten !== undefined
}
