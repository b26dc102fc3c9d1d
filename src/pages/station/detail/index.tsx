import { useEffect, useMemo } from 'react'
import { StationDetail, usePlace, useReport, useStation, useTravel, useVehicle } from '@/features/stations'
import { replaceWith, switchTab, useEntry, useParams, useShare } from '@/platform'
import { useRequireSession } from '../../use-require-session'

const openHome = () => switchTab('stations')

export default function StationDetailPage() {
  const { id } = useParams('station')
  const { place } = usePlace()
  const view = useStation(id)
  const entry = useEntry()
  useEffect(() => {
    // Whoever scans the code on the door has come.
    if (entry?.kind === 'station') replaceWith('arrived', { id: entry.id })
  }, [entry])
  const vehicle = useVehicle()
  const travel = useTravel()
  const driving = useMemo(() => (vehicle ? { vehicle, travel } : undefined), [vehicle, travel])
  const report = useReport(id, useRequireSession())
  const station = view.data?.station
  useShare({
    title: station ? `${station.name} · ${station.address}` : '暖新驿站',
    target: { name: 'station', id },
  })
  return <StationDetail {...{ view, driving, report }} from={place.point} onHome={openHome} />
}
