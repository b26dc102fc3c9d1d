import type { NearestReply, Station } from '@/contract'
import { unpackNearest } from '@/rules/station-pack'
import { StationIndex } from '../../server/stations/station-index'
import { TableBuilder } from '../../server/stations/table'
import { allNight, open } from '../support/fixtures'

const noon = Date.parse('2026-11-23T12:00:00+08:00')

const indexOf = (...stations: Station[]) => {
  const builder = new TableBuilder(true)
  for (const it of stations) builder.add(it)
  return new StationIndex({ table: builder.finish(), changed: undefined, hidden: new Uint32Array() })
}
const nearest = (index: StationIndex, wanted: { open: boolean }, now: number) => {
  const query = { point: open.point, limit: 10, need: [], kinds: [], ...wanted }
  const json = new TextDecoder().decode(index.json(index.nearest(query, now), now, () => undefined))
  return unpackNearest(JSON.parse(json) as NearestReply).map((it) => it.station)
}

it('tells of facilities whose numbers take one, two and three bytes', () => {
  const facilities = Array.from({ length: 17_000 }, (_, i) => ({ kind: 'rest' as const, note: `${i} 座` }))
  const noted = (id: string, which: readonly number[]) => ({
    ...open,
    id: `01900001-0000-7000-8000-0000000000${id}`,
    facilities: which.map((i) => facilities[i] as (typeof facilities)[number]),
  })
  const most = noted('01', [...facilities.keys()])
  const some = noted('02', [127, 128, 16_383, 16_384, 0])
  const none = noted('03', [])
  const index = indexOf(most, some, none)
  for (const it of [most, some, none]) {
    expect(index.get(it.id)).toEqual(it)
    expect(nearest(index, { open: false }, noon).find(({ id }) => id === it.id)).toEqual(it)
  }
})

it('finds one open to the millisecond where it closes within a minute', () => {
  const from = new Date(noon + 30_001).toISOString()
  const shutting = { ...allNight, hours: { ...allNight.hours, closures: [{ from, reason: '停水' }] } }
  const index = indexOf(shutting)
  for (const [now, found] of [
    [noon, 1],
    [noon + 30_000, 1],
    [noon + 30_001, 0],
    [noon + 30_000, 1],
  ] as const) {
    expect([now, nearest(index, { open: true }, now)]).toEqual([now, found === 1 ? [shutting] : []])
  }
})
