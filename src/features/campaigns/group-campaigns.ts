import type { Campaign, Standing } from '@/contract'

export interface Offer {
  campaign: Campaign
  standing: Standing
}

export interface Groups {
  claimable: Offer[]
  notYet: Offer[]
  claimed: Offer[]
}

/** Whether a campaign has anything to give at `now`, whoever asks. */
function gives({ opensAt, closesAt, left }: Campaign, now: number): boolean {
  return Date.parse(opensAt) <= now && now < Date.parse(closesAt) && left !== 0
}

const isOver = ({ campaign }: Offer, now: number) => Date.parse(campaign.closesAt) <= now

const isDaily = ({ campaign }: Offer) => campaign.distribution === 'daily'
const takesPart = ({ standing: { state } }: Offer) => state === 'entered' || state === 'waiting'

/** What can be claimed today, what cannot be yet, and what has been. Without a session, as far as anyone can tell. */
export function groupCampaigns(offers: readonly Offer[], now: number): Groups {
  const groups: Groups = { claimable: [], notYet: [], claimed: [] }
  for (const offer of offers) {
    const { state } = offer.standing
    if (state === 'claimed') groups.claimed.push(offer)
    else if (state === 'claimable' || (state === 'anonymous' && gives(offer.campaign, now)))
      groups.claimable.push(offer)
    else groups.notYet.push(offer)
  }
  // What is there today and gone tomorrow comes first.
  groups.claimable.sort((a, b) => Number(isDaily(b)) - Number(isDaily(a)))
  // What one takes part in, then what is still to come before what is over.
  groups.notYet.sort(
    (a, b) => Number(takesPart(b)) - Number(takesPart(a)) || Number(isOver(a, now)) - Number(isOver(b, now)),
  )
  return groups
}
