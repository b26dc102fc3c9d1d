import type { Station } from '@/contract'
import type { Database } from '../../../server/database/database'

const insert = {
  name: 'bench.stations',
  text: `INSERT INTO station (id, code, name, kind, address, region_code, lat, lng, hours, facilities, phone, places, parking,
      carriageway, demo)
    SELECT id, code, name, kind, address, "regionCode", (point ->> 'lat')::float8, (point ->> 'lng')::float8, hours,
      facilities, phone, coalesce(places, '[]'), parking, carriageway, demo
    FROM jsonb_to_recordset($1) AS it (id uuid, code text, name text, kind text, address text, "regionCode" text,
      point jsonb, hours jsonb, facilities jsonb, phone text, places jsonb, parking jsonb,
      carriageway jsonb, demo boolean)`,
}

/** Puts stations into a database, some thousand at a time. */
export async function insertStations(database: Database, stations: readonly Station[]): Promise<void> {
  for (let i = 0; i < stations.length; i += 5_000) {
    await database.query(insert, [JSON.stringify(stations.slice(i, i + 5_000))])
  }
}
