import { useAgreeToLocation } from '@/features/account'
import { StationsMap, usePlace } from '@/features/stations'
import { back, go, useParams } from '@/platform'

const openStation = (id: string) => go('station', { id })

export default function StationMapPage() {
  const { pick } = useParams('map')
  const places = usePlace(useAgreeToLocation())
  return <StationsMap places={places} picking={pick !== undefined} onOpen={openStation} onPicked={back} />
}
