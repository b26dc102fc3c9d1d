import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useEffect } from 'react'
import { useAgreeToLocation } from '@/features/account'
import { StationsHome, useFreshPosition, usePlace, useStationsHome } from '@/features/stations'
import { go, useEntry } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { MainTabs } from '../main-tabs'

const openStation = (id: string) => go('station', { id })

const tabs = <MainTabs current="stations" />

export default function StationsPage() {
  const home = useStationsHome(usePlace(useAgreeToLocation()))
  useFreshPosition()
  const entry = useEntry()
  useEffect(() => {
    // A code that names no page of its own, or another one, opens the app here.
    if (entry?.kind === 'station') go('station', { id: entry.id, scanned: 'yes' })
    else if (entry) go(entry.kind, { id: entry.id })
  }, [entry])
  useDidShow(() => home.nearby.revisit())
  usePullDownRefresh(() => void home.nearby.refresh().finally(endPullRefresh))
  return <StationsHome home={home} onOpen={openStation} tabs={tabs} />
}
