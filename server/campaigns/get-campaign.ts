import type { Campaign, CampaignStation, Point, Standing } from '@/contract'
import { metresBetween } from '@/rules/nearest'
import { openState } from '@/rules/opening-hours'
import { placeOf } from '@/rules/station-place'
import type { Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { findCampaign, readStock } from './queries'
import { standingOf } from './standing'

/** A campaign with its stations: nearest first from `point`, else by name. Keeps nothing of the point. */
export async function getCampaign(
  { clock, database, stations }: Context,
  caller: Caller | undefined,
  id: string,
  point: Point | undefined,
): Promise<{ campaign: Campaign; standing: Standing; stations: CampaignStation[] }> {
  const found = await findCampaign(database, caller?.workerId, id)
  if (!found) throw new Refusal('not-found')
  const now = clock()
  const { byId } = await stations.current()
  const listed = (await readStock(database, id)).flatMap(({ station_id, left_count }) => {
    const station = byId.get(station_id)
    const distanceM = station && point ? metresBetween(point, placeOf(station, now).point) : null
    return station ? [{ station, left: left_count, distanceM, openState: openState(station.hours, now) }] : []
  })
  listed.sort((a, b) =>
    a.distanceM !== null && b.distanceM !== null
      ? a.distanceM - b.distanceM
      : a.station.code < b.station.code
        ? -1
        : 1,
  )
  return { campaign: found.campaign, standing: standingOf(found, caller, now), stations: listed }
}
