import type { Station, StationPlace } from '@/contract'
import type { Queryable } from '../database/database'

interface StationRow extends Omit<Station, 'point' | 'regionCode' | 'phone' | 'places'> {
  region_code: string
  lat: number
  lng: number
  phone: string | null
  places: StationPlace[]
}

const all = {
  name: 'stations.all',
  text: `SELECT id, code, name, kind, address, region_code, lat, lng, hours, facilities, phone, places, demo FROM station ORDER BY id`,
}

export async function readStations(database: Queryable): Promise<Station[]> {
  const { rows } = await database.query<StationRow>(all)
  return rows.map(({ region_code: regionCode, lat, lng, phone, places, ...rest }) => ({
    ...rest,
    regionCode,
    point: { lat, lng },
    ...(phone !== null && { phone }),
    ...(places.length > 0 && { places }),
  }))
}
