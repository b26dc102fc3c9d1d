import type { Need, Point, Station, StationKind } from '@/contract'
import { isOpen, openState } from '@/rules/opening-hours'
import type { Nearby } from '@/rules/station-pack'
import { placeOf } from '@/rules/station-place'
import type { TableQuery } from '../../../server/stations/table-search'
import { randomFrom, randomPlace } from './generate'

const EARTH_KM = 6371
/** Distances by two formulas differ by less than a millimetre. */
const SAME_KM = 1e-6

const chips: readonly Need[] = ['water', 'charge', 'toilet', 'meal', 'swap', 'parking', 'shower']
const kinds: readonly StationKind[] = ['own', 'shared', 'smart', 'rider-canteen', 'driver-home', 'mobile']

/**
 * Asks so many random questions, at several hours of several days, and compares each answer with that of looking at all
 * stations. Returns how many differ.
 */
export function countWrong(
  stations: readonly Station[],
  ask: (query: TableQuery, now: number) => readonly Nearby[],
  questions: number,
  seed = 5,
): number {
  const random = randomFrom(seed)
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)] as T
  const hoursNumbers = new Map<string, number>()
  const hoursOf = stations.map(({ hours }) => {
    const key = JSON.stringify(hours)
    const known = hoursNumbers.get(key) ?? hoursNumbers.size
    hoursNumbers.set(key, known)
    return known
  })
  const byHours = [...hoursNumbers.keys()].map((it) => JSON.parse(it) as Station['hours'])
  let wrong = 0
  const moments = 20
  for (let moment = 0; moment < moments; moment++) {
    const now = Date.parse('2026-11-20T00:00:00+08:00') + Math.floor(random() * 60 * 86_400_000)
    const open = byHours.map((it) => isOpen(openState(it, now)))
    const at = new Float64Array(3 * stations.length)
    stations.forEach((it, i) => at.set(onSphere(placeOf(it, now).point), 3 * i))
    for (let i = 0; i < questions / moments; i++) {
      const query: TableQuery = {
        point: randomPlace(random),
        limit: pick([1, 5, 20, 20, 100]),
        need: random() < 0.4 ? [...new Set([pick(chips), pick(chips)])] : [],
        open: random() < 0.6,
        kinds: random() < 0.2 ? [pick(kinds), pick(kinds)] : [],
      }
      const suits = (n: number) => {
        const { kind, facilities } = stations[n] as Station
        return (
          (!query.open || open[hoursOf[n] as number] === true) &&
          (query.kinds.length === 0 || query.kinds.includes(kind)) &&
          query.need.every((need) => facilities.some((it) => it.kind === need))
        )
      }
      const wanted = bruteForce(at, query.point, query.limit, suits)
      const found = ask(query, now).map((it) => ({
        it,
        km: kmOf(chord2(onSphere(placeOf(it.station, now).point), onSphere(query.point))),
      }))
      const right =
        found.length === wanted.length &&
        found.every(({ it, km }, rank) => {
          const off = Math.abs(km - (wanted[rank] as number))
          return off < SAME_KM && Math.abs(it.distanceM - km * 1000) <= 0.51
        }) &&
        new Set(found.map(({ it }) => it.station.id)).size === found.length &&
        found.every(({ it }) => !query.open || isOpen(openState(it.station.hours, now)))
      if (!right) wrong++
    }
  }
  return wrong
}

/** Kilometres to the nearest that suit, ascending. */
function bruteForce(at: Float64Array, from: Point, limit: number, suits: (n: number) => boolean): number[] {
  const [x, y, z] = onSphere(from)
  const best: number[] = []
  let worst = Infinity
  for (let n = 0, i = 0; i < at.length; n++, i += 3) {
    const dx = (at[i] as number) - x
    const dy = (at[i + 1] as number) - y
    const dz = (at[i + 2] as number) - z
    const far = dx * dx + dy * dy + dz * dz
    if (far >= worst || !suits(n)) continue
    let place = best.length
    while (place > 0 && (best[place - 1] as number) > far) place--
    best.splice(place, 0, far)
    if (best.length > limit) best.pop()
    if (best.length === limit) worst = best[limit - 1] as number
  }
  return best.map(kmOf)
}

/** Straight through the ball, squared: grows as the distance over it does. */
const chord2 = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, it, i) => sum + (it - (b[i] as number)) ** 2, 0)
const kmOf = (squared: number) => 2 * EARTH_KM * Math.asin(Math.sqrt(squared) / 2)

function onSphere({ lat, lng }: Point): [number, number, number] {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}
