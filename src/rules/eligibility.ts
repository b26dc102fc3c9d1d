import type { Campaign, Occupation, RefusalCode } from '@/contract'

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

interface Claimant {
  occupation: Occupation | null
  /** Of a union. */
  member: boolean
}

/** Why somebody may not claim from this campaign at `now` (epoch ms); undefined where he may. */
export function claimRefusal(
  campaign: Pick<Campaign, 'opensAt' | 'closesAt' | 'eligibility'>,
  { occupation, member }: Claimant,
  now: number,
): Refused | undefined {
  if (now < Date.parse(campaign.opensAt)) {
    return { code: 'campaign-not-open', retryAt: campaign.opensAt }
  }
  if (now >= Date.parse(campaign.closesAt)) {
    return { code: 'campaign-ended' }
  }
  const { membership, occupations } = campaign.eligibility
  if (occupations.length > 0 && (occupation === null || !occupations.includes(occupation))) {
    const meant = occupations.map(occupationName).join('、')
    const yours = occupation ? `你登记的是${occupationName(occupation)}` : '你还没登记工种'
    return { code: 'not-eligible', detail: `这份是给${meant}的，${yours}` }
  }
  if (membership && !member) return { code: 'membership-required' }
  return undefined
}
