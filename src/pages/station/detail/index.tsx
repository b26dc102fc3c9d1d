import { GuestWelcome, useSession } from '@/features/account'
import { StationDetail, usePlace, useStation } from '@/features/stations'
import { go, switchTab, useEntry, useParams, useShare } from '@/platform'

const openHome = () => switchTab('stations')
const openLogin = () => go('login')

export default function StationDetailPage() {
  const { id, scanned } = useParams('station')
  // By our own scan button, or by WeChat's.
  const arrived = useEntry() !== undefined || scanned !== undefined
  const guest = useSession().state === 'anonymous'
  const { place } = usePlace()
  const view = useStation(id)
  const { data } = view
  useShare({ title: data ? `${data.name} · ${data.address}` : '暖新驿站', target: { name: 'station', id } })
  return (
    <StationDetail
      view={view}
      from={place.point}
      welcome={arrived && guest && <GuestWelcome onLogin={openLogin} />}
      onHome={openHome}
    />
  )
}
