import type { Context } from '../context'

/** Stations by their names. */
export async function named(
  { stations }: Context,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { byId } = await stations.current()
  return ids.map((id) => ({ id, name: byId.get(id)?.name ?? '' }))
}
