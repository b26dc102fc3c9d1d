import type { Context } from '../context'

const MOST = 20

interface Found {
  id: string
  name: string
  address: string
}

/** Stations by words of their name or address: those whose name has the first word earliest come first. */
export async function findStations({ stations }: Context, typed: string): Promise<Found[]> {
  const words = typed.trim().split(/\s+/)
  const [first = ''] = words
  const { byId } = await stations.current()
  const found: { at: number; station: Found }[] = []
  for (const station of byId.values()) {
    const { id, name, address } = station
    if (!words.every((it) => name.includes(it) || address.includes(it))) continue
    const at = name.indexOf(first)
    found.push({ at: at < 0 ? Infinity : at, station: { id, name, address } })
  }
  return found
    .sort((a, b) => (a.at === b.at ? a.station.name.length - b.station.name.length : a.at - b.at))
    .slice(0, MOST)
    .map(({ station }) => station)
}
