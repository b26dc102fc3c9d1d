import { StationDetail, usePlace, useStation } from '@/features/stations'
import { switchTab, useParams, useShare } from '@/platform'

const openHome = () => switchTab('stations')

export default function StationDetailPage() {
  const { id } = useParams('station')
  const { place } = usePlace()
  const view = useStation(id)
  const { data } = view
  useShare({ title: data ? `${data.name} · ${data.address}` : '暖新驿站', target: { name: 'station', id } })
  return <StationDetail view={view} from={place.point} onHome={openHome} />
}
