import { refusals, type Standing } from '@/contract'
import { claimRefusal } from '@/rules/eligibility'
import type { Caller } from '../account/authenticate'
import type { CampaignForWorker } from './queries'

/** How the caller stands to a campaign, by the same rules a claim is judged by. */
export function standingOf(
  { campaign, voucherId }: CampaignForWorker,
  caller: Caller | undefined,
  now: number,
): Standing {
  if (voucherId) return { state: 'claimed', voucherId }
  // Someone without a session is told what holds for everyone, and nothing about himself.
  const judged = caller ? campaign : { ...campaign, eligibility: { occupations: [], membership: false } }
  const refused = claimRefusal(judged, caller ?? nobody, now)
  if (refused) return asRefused(refused.code, refused.detail, refused.retryAt)
  if (campaign.left === 0) return asRefused('sold-out')
  return { state: caller ? 'claimable' : 'anonymous' }
}

const nobody = { occupation: null, member: false }

const asRefused = (code: keyof typeof refusals, why?: string, retryAt?: string): Standing => ({
  state: 'refused',
  code,
  why: why ?? refusals[code].detail,
  ...(retryAt !== undefined && { retryAt }),
})
