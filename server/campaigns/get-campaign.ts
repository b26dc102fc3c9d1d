import type { Campaign, CampaignStation, Point, Standing } from '@/contract'
import { periodOf } from '@/rules/eligibility'
import { metresBetween } from '@/rules/nearest'
import { isOpen, openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import { dateText, dayOf } from '@/rules/shanghai'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { findCampaign, readStock } from './queries'
import { standingOf } from './standing'

/**
 * A campaign with its stations: nearest first from `point`, else by name; where it is for today, those open now before
 * them. Keeps nothing of the point.
 */
export async function getCampaign(
  { clock, database, stations }: Context,
  caller: Caller | undefined,
  id: string,
  point: Point | undefined,
): Promise<{ campaign: Campaign; standing: Standing; stations: CampaignStation[] }> {
  const now = clock()
  const found = await findCampaign(database, caller?.workerId, id, dateText(dayOf(now)))
  if (!found) throw new Refusal('not-found')
  const { campaign } = found
  const { byId } = await stations.current()
  const counts = new Map<string, { left: number | null; of: Map<string, number> }>()
  for (const { station_id, variant, left_count } of await readStock(database, id, periodOf(campaign, now))) {
    const at = counts.get(station_id) ?? { left: null, of: new Map() }
    if (left_count !== null) at.left = (at.left ?? 0) + left_count
    at.of.set(variant, left_count ?? 0)
    counts.set(station_id, at)
  }
  const listed = [...counts].flatMap(([stationId, { left, of }]): CampaignStation[] => {
    const station = byId.get(stationId)
    if (!station) return []
    return [
      {
        station,
        left,
        ...(campaign.variants &&
          left !== null && {
            variants: campaign.variants.options.map((name) => ({ name, left: of.get(name) ?? 0 })),
          }),
        distanceM: point ? metresBetween(point, placeOf(station, now).point) : null,
        openState: openState(station.hours, now),
      },
    ]
  })
  const closed = (it: CampaignStation) => Number(campaign.distribution === 'daily' && !isOpen(it.openState))
  listed.sort(
    (a, b) =>
      closed(a) - closed(b) ||
      (a.distanceM !== null && b.distanceM !== null
        ? a.distanceM - b.distanceM
        : a.station.code < b.station.code
          ? -1
          : 1),
  )
  return { campaign, standing: standingOf(found, caller, now), stations: listed }
}
