import { type ReactNode, useState } from 'react'
import type { Worker } from '@/contract'
import { Para, Screen, Sheet } from '@/ui'
import { Stations } from './stations'
import { type ClerkStation, useStationChoice } from './use-station-choice'

interface AtStationProps {
  worker: Worker
  /** Of the screen behind. */
  title: string
  /** `onChange` is absent where there is but one; `sheet` is to be drawn inside the Screen. */
  children: (station: ClerkStation, onChange: (() => void) | undefined, sheet: ReactNode) => ReactNode
}

/** What a clerk does at one of his stations: asks which, where that is not known. */
export function AtStation({ worker, title, children }: AtStationProps) {
  const { station, stations, choose } = useStationChoice(worker.stations)
  const [choosing, setChoosing] = useState(false)
  if (stations.length === 0) {
    return (
      <Screen title={title} back>
        <Para>你还没有分到驿站。请管理员把你加到驿站里。</Para>
      </Screen>
    )
  }
  if (!station) {
    return (
      <Screen title="你在哪个驿站？" back>
        <Stations stations={stations} onChoose={choose} />
      </Screen>
    )
  }
  return children(
    station,
    stations.length > 1 ? () => setChoosing(true) : undefined,
    choosing && (
      <Sheet title="你在哪个驿站？" onClose={() => setChoosing(false)}>
        <Stations
          stations={stations}
          onChoose={(id) => {
            choose(id)
            setChoosing(false)
          }}
        />
      </Sheet>
    ),
  )
}
