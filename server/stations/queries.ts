import type { Carriageway, Doubt, Parking, Station, StationPlace } from '@/contract'
import type { Queryable } from '../database/database'

type Absent = 'phone' | 'places' | 'parking' | 'carriageway' | 'smartDoor' | 'doubt'

interface StationRow extends Omit<Station, 'point' | 'regionCode' | Absent> {
  region_code: string
  lat: number
  lng: number
  phone: string | null
  places: StationPlace[]
  parking: Parking | null
  carriageway: Carriageway | null
  smart_door: boolean
  doubt: Doubt | null
}

const all = {
  name: 'stations.all',
  text: `SELECT id, code, name, kind, address, region_code, lat, lng, hours, facilities, phone, places, parking,
    carriageway, door IS NOT NULL AS smart_door, doubt, demo FROM station ORDER BY id`,
}

export async function readStations(database: Queryable): Promise<Station[]> {
  return (await database.query<StationRow>(all)).rows.map(stationFrom)
}

function stationFrom(row: StationRow): Station {
  const {
    region_code: regionCode,
    lat,
    lng,
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
    ...(phone !== null && { phone }),
    ...(places.length > 0 && { places }),
    ...(parking && { parking }),
    ...(carriageway && { carriageway }),
    ...(smartDoor && { smartDoor }),
    ...(doubt && { doubt }),
  }
}
