import type { LiveStates } from './arrivals/live-states'
import type { StationDirectory } from './stations/directory'
import type { Settings } from './ports'

/** What every verb is handed. */
export interface Context extends Settings {
  /** A new UUIDv7. */
  readonly newId: () => string
  readonly stations: StationDirectory
  readonly live: LiveStates
}
