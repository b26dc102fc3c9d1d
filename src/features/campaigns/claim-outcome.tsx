import type { ReactNode } from 'react'
import { Entered } from './entered'
import type { From } from './from'
import { Granted } from './granted'
import { Refused, type RefusedWays } from './refused'
import type { CampaignView } from './use-campaign'
import type { Settled } from './use-claim'

interface ClaimOutcomeProps extends RefusedWays {
  settled: Settled
  /** The campaign, where it is at hand: says which of the other stations are open. */
  view?: CampaignView
  from: From
  /** Drawn below what was granted, and below what was entered. */
  offer?: { claimed: ReactNode; entered: ReactNode }
}

/** How a claim ended. */
export function ClaimOutcome({ settled, view, offer, ...rest }: ClaimOutcomeProps) {
  if (settled.state === 'entered') return <Entered entry={settled.entry} offer={offer?.entered} {...rest} />
  return settled.state === 'granted' ? (
    <Granted voucher={settled.voucher} offer={offer?.claimed} {...rest} />
  ) : (
    <Refused
      refused={settled}
      title={view?.data?.campaign.title ?? '福利'}
      pickups={view?.data?.pickups}
      now={view?.now}
      {...rest}
    />
  )
}
