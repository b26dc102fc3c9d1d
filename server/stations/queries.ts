import type { Station } from '@/contract'
import type { Queryable } from '../database/database'

interface StationRow extends Omit<Station, 'point' | 'regionCode' | 'phone'> {
  region_code: string
  lat: number
  lng: number
  phone: string | null
}

const all = {
  name: 'stations.all',
  text: `SELECT id, code, name, kind, address, region_code, lat, lng, hours, facilities, phone, demo FROM station`,
}

export async function readStations(database: Queryable): Promise<Station[]> {
  const { rows } = await database.query<StationRow>(all)
  return rows.map(({ region_code: regionCode, lat, lng, phone, ...rest }) => ({
    ...rest,
    regionCode,
    point: { lat, lng },
    ...(phone !== null && { phone }),
  }))
}
