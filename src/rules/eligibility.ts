import type { Campaign, Occupation, RefusalCode } from '@/contract'
import { dateText, dayOf, formatInstant, startOf } from './shanghai'

export interface Refused {
  code: RefusalCode
  /** The sentence for the user where it says more than the code's own. */
  detail?: string
  retryAt?: string
}

const names: Record<Occupation, string> = {
  courier: '快递员',
  rider: '外卖配送员',
  driver: '网约车司机',
  trucker: '货车司机',
}

export const occupationName = (it: Occupation): string => names[it]

/** What of a person decides whether a campaign is for him. */
export interface Claimant {
  occupation: Occupation | null
  /** Six digits of GB/T 2260 where he works or lives, as his union knows it. */
  regionCode: string | null
  /** Of the union. */
  member: boolean
  verified: boolean
  /** Epoch ms. */
  registeredAt: number
}

type Judged = Pick<Campaign, 'opensAt' | 'closesAt' | 'eligibility' | 'sponsor'>

/** Why nobody may claim from this campaign at `now` (epoch ms); undefined where it is open. */
export function openRefusal(
  campaign: Pick<Judged, 'opensAt' | 'closesAt'>,
  now: number,
): Refused | undefined {
  if (now >= Date.parse(campaign.closesAt)) return { code: 'campaign-ended' }
  if (now < Date.parse(campaign.opensAt)) return { code: 'campaign-not-open', retryAt: campaign.opensAt }
  return undefined
}

/**
 * Why this person may not claim from this campaign at `now` (epoch ms); undefined where he may. What he can do nothing
 * about is told before what he can put right.
 */
export function claimRefusal(campaign: Judged, person: Claimant, now: number): Refused | undefined {
  const closed = openRefusal(campaign, now)
  if (closed) return closed
  const { occupations, regions = [], membership, verified, registeredBefore } = campaign.eligibility
  const { occupation, regionCode } = person
  if (occupations.length > 0 && (occupation === null || !occupations.includes(occupation))) {
    const meant = occupations.map(occupationName).join('、')
    const yours = occupation ? `你登记的是${occupationName(occupation)}` : '你还没登记工种'
    return { code: 'not-eligible', detail: `这份是给${meant}的，${yours}` }
  }
  if (registeredBefore !== undefined && person.registeredAt >= Date.parse(registeredBefore)) {
    const day = formatInstant(Date.parse(registeredBefore) - 1, 'YYYY 年 M 月 D 日')
    return { code: 'registered-late', detail: `这份是给 ${day} 以前登记的人的` }
  }
  if (regions.length > 0 && !regions.some((it) => regionCode?.startsWith(it))) {
    if (regionCode === null) {
      return { code: 'region-elsewhere', detail: '这份只给本地的人。入会时写上常在的地方，就能领' }
    }
    return { code: 'region-elsewhere', detail: `这份是${campaign.sponsor}给本地人的，你登记的地方不在那里` }
  }
  if (membership && !person.member) return { code: 'membership-required' }
  if (verified && !person.verified) {
    return { code: 'verification-required', detail: '这份要先实名。填姓名和身份证号，不用照片' }
  }
  return undefined
}

/** The period in which one may claim once: the Shanghai day for a `daily` campaign, '' where it is once at all. */
export const periodOf = ({ distribution }: Pick<Campaign, 'distribution'>, now: number): string =>
  distribution === 'daily' ? dateText(dayOf(now)) : ''

/** When a voucher claimed at `now` ends (epoch ms): with its day for a `daily` campaign, else with the campaign. */
export const expiryOf = (
  { distribution, redeemBy }: Pick<Campaign, 'distribution' | 'redeemBy'>,
  now: number,
): number => {
  const end = Date.parse(redeemBy)
  return distribution === 'daily' ? Math.min(startOf(dayOf(now) + 1), end) : end
}

/** When a `daily` campaign gives again; undefined where it ends before. */
export function nextDayOf({ closesAt }: Pick<Campaign, 'closesAt'>, now: number): string | undefined {
  const next = startOf(dayOf(now) + 1)
  return next < Date.parse(closesAt) ? new Date(next).toISOString() : undefined
}
