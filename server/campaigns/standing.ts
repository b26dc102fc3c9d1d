import { refusals, type RefusalCode, type Standing } from '@/contract'
import { claimRefusal, nextDayOf, openRefusal, type Refused } from '@/rules/eligibility'
import type { Caller } from '../account/authenticate'
import type { CampaignForWorker } from './queries'

/** How the caller stands to a campaign, by the same rules a claim is judged by. */
export function standingOf(
  { campaign, held }: CampaignForWorker,
  caller: Caller | undefined,
  now: number,
): Standing {
  const entryId = held?.entryId ?? undefined
  if (held?.voucherId) return { state: 'claimed', voucherId: held.voucherId, ...(entryId && { entryId }) }
  if (entryId) {
    const place = held?.waiting ?? undefined
    return place === undefined ? { state: 'entered', entryId } : { state: 'waiting', entryId, place }
  }
  // Someone without a session is told what holds for everyone, and nothing about himself.
  const refused = caller ? claimRefusal(campaign, caller, now) : openRefusal(campaign, now)
  if (refused) return asRefused(refused)
  if (campaign.left === 0) {
    const retryAt = campaign.distribution === 'daily' ? nextDayOf(campaign, now) : undefined
    return asRefused(retryAt ? { code: 'sold-out-today', retryAt } : { code: 'sold-out' })
  }
  return { state: caller ? 'claimable' : 'anonymous' }
}

const detailOf = (code: RefusalCode): string => refusals[code].detail

const asRefused = ({ code, detail, retryAt }: Refused): Standing => ({
  state: 'refused',
  code,
  why: detail ?? detailOf(code),
  ...(retryAt !== undefined && { retryAt }),
})
