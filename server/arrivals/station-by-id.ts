import type { Station } from '@/contract'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'

/** Throws a Refusal where there is none. */
export async function stationById({ stations }: Context, id: string): Promise<Station> {
  const station = (await stations.current()).byId.get(id)
  if (!station) throw new Refusal('not-found', { detail: '没有这个驿站' })
  return station
}
