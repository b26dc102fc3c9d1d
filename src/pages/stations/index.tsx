import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useEffect } from 'react'
import { useAgreeToLocation } from '@/features/account'
import { StationsHome, useFreshPosition, usePlace, useStationsHome } from '@/features/stations'
import { go, useEntry } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { MainTabs } from '../main-tabs'

const ways = {
  onOpen: (id: string) => go('station', { id }),
  onMap: () => go('map'),
  onPickOnMap: () => go('map', { pick: '1' }),
  onFindPlace: () => go('place'),
  onVehicle: () => go('vehicle'),
}

const tabs = <MainTabs current="stations" />

export default function StationsPage() {
  const home = useStationsHome(usePlace(useAgreeToLocation()))
  useFreshPosition()
  const entry = useEntry()
  useEffect(() => {
    // A code that names no page of its own, or another one, opens the app here. Whoever scans a station's has come.
    if (entry?.kind === 'station') go('arrived', { id: entry.id })
    else if (entry) go(entry.kind, { id: entry.id })
  }, [entry])
  useDidShow(() => home.nearby.revisit())
  usePullDownRefresh(() => void home.nearby.refresh().finally(endPullRefresh))
  return <StationsHome home={home} {...ways} tabs={tabs} />
}
