import type { Point } from '@/contract'
import { districtLines } from './district-lines'

export interface District {
  /** Six digits of GB/T 2260; a city's ends in 00. */
  code: string
  /** 海港区; of a city, the city itself. */
  name: string
  /** 秦皇岛市; empty for a city. */
  city: string
  /** Its centre, GCJ-02, to about 1 km. */
  point: Point
}

const entry = /^(\d{2})([^\d]+)(\d+),(\d+)$/
const cityEntry = /^(\d{4})([^\d]+)(?:(\d+),(\d+))?$/

const pointOf = (lng: string | undefined, lat: string | undefined): Point => ({
  lat: Number(lat) / 1_000,
  lng: Number(lng) / 1_000,
})

let read: District[] | undefined

/** Every city and district. Read from its text when first asked for. */
export function districts(): readonly District[] {
  if (read) return read
  read = []
  for (const line of districtLines.trim().split('\n')) {
    const [head = '', rest = ''] = line.split(':')
    const [, prefix = '', city = '', lng, lat] = cityEntry.exec(head) ?? []
    if (lng) read.push({ code: `${prefix}00`, name: city, city: '', point: pointOf(lng, lat) })
    for (const part of rest.split(';').filter(Boolean)) {
      const [, code = '', name = '', x, y] = entry.exec(part) ?? []
      read.push({ code: prefix + code, name, city, point: pointOf(x, y) })
    }
  }
  return read
}

/** What people leave out or put in as they like. */
const bare = (text: string) => text.replace(/[\s,，·省市区县]/g, '')

/**
 * Cities and districts whose name, or city and name, has all of `words` in it: 海港, 秦皇岛海港区, 秦皇岛 海港. Those that
 * begin with it come first, shorter ones before longer ones; at most `limit`.
 */
export function findDistricts(words: string, limit = 20): District[] {
  const asked = bare(words)
  if (asked === '') return []
  const rank = ({ name, city }: District): number => {
    const own = bare(name)
    if (own === asked) return 0
    if (own.startsWith(asked)) return 1
    const whole = bare(city) + own
    return whole.startsWith(asked) ? 2 : whole.includes(asked) ? 3 : 9
  }
  return districts()
    .map((it) => ({ it, rank: rank(it) }))
    .filter((found) => found.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.it.name.length - b.it.name.length)
    .slice(0, limit)
    .map(({ it }) => it)
}
