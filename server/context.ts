import type { LiveStates } from './arrivals/live-states'
import type { CallerRow } from './account/queries'
import type { AskedEarlier, Earlier } from './campaigns/claim-queries'
import type { AskedClaim, Outcome } from './campaigns/claim-queue'
import type { CampaignDirectory } from './campaigns/directory'
import type { StationDirectory } from './stations/directory'
import type { Settings } from './ports'

/** What every verb is handed. */
export interface Context extends Settings {
  /** A new UUIDv7. */
  readonly newId: () => string
  readonly stations: StationDirectory
  readonly live: LiveStates
  readonly campaigns: CampaignDirectory
  /** Whoever a live session belongs to, by its token's hash. */
  readonly findCaller: (tokenHash: Uint8Array) => Promise<CallerRow | undefined>
  /** Writes a claim, together with those of others. */
  readonly claim: (claim: AskedClaim) => Promise<Outcome>
  /** What somebody claimed before, and what there is left. */
  readonly findEarlier: (asked: AskedEarlier) => Promise<Earlier>
}
