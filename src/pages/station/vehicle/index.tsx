import { VehicleForm, usePlace, useRoads } from '@/features/stations'
import { back } from '@/platform'

export default function StationVehiclePage() {
  const { place } = usePlace()
  return <VehicleForm roads={useRoads(place.point)} onDone={back} />
}
