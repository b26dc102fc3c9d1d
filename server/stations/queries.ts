import type { Carriageway, Doubt, Facility, Hours, Parking, Station, StationPlace } from '@/contract'
import type { Queryable } from '../database/database'

type Absent = 'phone' | 'places' | 'parking' | 'carriageway' | 'smartDoor' | 'doubt'

interface StationRow extends Omit<Station, 'point' | 'regionCode' | 'hours' | 'facilities' | Absent> {
  region_code: string
  lat: number
  lng: number
  /** JSON. */
  hours: string
  facilities: string
  phone: string | null
  places: StationPlace[]
  /** JSON. */
  parking: string | null
  carriageway: Carriageway | null
  smart_door: boolean
  doubt: Doubt | null
}

const columns = `id, code, name, kind, address, region_code, lat, lng, hours::text, facilities::text, phone, places,
  parking::text, carriageway, door IS NOT NULL AS smart_door, doubt, demo`

const page = {
  name: 'stations.page',
  text: `SELECT ${columns} FROM station WHERE id > $1 ORDER BY id LIMIT $2`,
}

// As of a snapshot: what was committed since it was taken. Transactions that a restored dump brought from another server
// are not over yet by this one's count.
const since = `changed_in >= pg_snapshot_xmin($1::pg_snapshot)
  AND NOT pg_visible_in_snapshot(changed_in, $1::pg_snapshot)
  AND changed_in < pg_snapshot_xmax(pg_current_snapshot())`

const changed = {
  name: 'stations.changed',
  text: `SELECT ${columns} FROM station WHERE ${since} ORDER BY id LIMIT $2`,
}

const removed = {
  name: 'stations.removed',
  text: `SELECT id FROM station_removed WHERE ${since}
    AND NOT EXISTS (SELECT FROM station WHERE station.id = station_removed.id) ORDER BY id LIMIT $2`,
}

const snapshot = { name: 'stations.snapshot', text: 'SELECT pg_current_snapshot()::text AS snapshot' }

/** Comes before all ids. */
const FIRST = '00000000-0000-0000-0000-000000000000'

/** What has been committed up to now, for {@link readChanged} to tell what came later. */
export async function readSnapshot(database: Queryable): Promise<string> {
  const { rows } = await database.query<{ snapshot: string }>(snapshot)
  return rows[0]?.snapshot as string
}

/**
 * All stations in the order of their ids, in pages of some thousand. Not of one moment: what changes meanwhile is told by
 * {@link readChanged} for a snapshot taken before.
 */
export async function* readStations(database: Queryable, size = 4_000): AsyncIterable<Station[]> {
  const toStation = stationReader()
  let after = FIRST
  for (;;) {
    const { rows } = await database.query<StationRow>(page, [after, size])
    yield rows.map(toStation)
    const last = rows.at(-1)
    if (!last || rows.length < size) return
    after = last.id
  }
}

/** What was changed, added or removed since a snapshot; undefined where that is more than `most`. */
export async function readChanged(
  database: Queryable,
  snapshot: string,
  most: number,
): Promise<{ changed: Station[]; removed: string[] } | undefined> {
  const { rows } = await database.query<StationRow>(changed, [snapshot, most + 1])
  if (rows.length > most) return undefined
  const gone = await database.query<{ id: string }>(removed, [snapshot, most + 1])
  if (rows.length + gone.rows.length > most) return undefined
  return { changed: rows.map(stationReader()), removed: gone.rows.map((it) => it.id) }
}

/** Turns rows into stations. Hours and facilities that many share are read once, and are one object for all of them. */
function stationReader(): (row: StationRow) => Station {
  const read = new Map<string, unknown>()
  const shared = (text: string): unknown => {
    const known = read.get(text)
    if (known !== undefined) return known
    const value: unknown = JSON.parse(text)
    read.set(text, value)
    return value
  }
  return (row) => {
    const {
      region_code: regionCode,
      lat,
      lng,
      hours,
      facilities,
      phone,
      places,
      parking,
      carriageway,
      smart_door: smartDoor,
      doubt,
      ...rest
    } = row
    return {
      ...rest,
      regionCode,
      point: { lat, lng },
      hours: shared(hours) as Hours,
      facilities: shared(facilities) as Facility[],
      ...(phone !== null && { phone }),
      ...(places.length > 0 && { places }),
      ...(parking !== null && { parking: shared(parking) as Parking }),
      ...(carriageway && { carriageway }),
      ...(smartDoor && { smartDoor }),
      ...(doubt && { doubt }),
    }
  }
}
