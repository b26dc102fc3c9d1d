import { PlaceSearch, usePlace } from '@/features/stations'
import { back } from '@/platform'

export default function StationPlacePage() {
  return <PlaceSearch places={usePlace()} onDone={back} />
}
