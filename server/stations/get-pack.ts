import { cityOf } from '@/rules/station-pack'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import type { WrittenPack } from './make-pack'

/** The pack of the city that a region belongs to. Refuses with `not-found` where it has no stations. */
export async function getPack({ clock, stations }: Context, regionCode: string): Promise<WrittenPack> {
  const pack = await stations.pack(cityOf(regionCode), clock())
  if (!pack) throw new Refusal('not-found')
  return pack
}
