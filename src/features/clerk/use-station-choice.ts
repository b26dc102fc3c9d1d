import * as z from 'zod/mini'
import { uuid, type Worker } from '@/contract'
import { persisted } from '@/platform/persisted'

export type ClerkStation = Worker['stations'][number]

const useDesk = persisted('desk', z.object({ stationId: z.nullable(uuid) }), { stationId: null })

export interface StationChoice {
  stations: readonly ClerkStation[]
  /** Where the clerk works now: his only station, or the one he chose last. */
  station: ClerkStation | undefined
  choose: (id: string) => void
}

const choose = (stationId: string) => useDesk.setState({ stationId })

/** At which of his stations a clerk redeems. Remembered from one start to the next. */
export function useStationChoice(stations: readonly ClerkStation[]): StationChoice {
  const chosen = useDesk((it) => it.stationId)
  const station = stations.length === 1 ? stations[0] : stations.find((it) => it.id === chosen)
  return { stations, station, choose }
}
