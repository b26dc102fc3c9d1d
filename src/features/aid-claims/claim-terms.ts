import type { ClaimKind, Plan, Policy } from '@/contract'
import { DAY, MINUTE } from '@/rules/shanghai'
import type { IconName } from '@/ui'

/** A cover on which something can be claimed: one's own, or one that a relative's code opens. */
export interface Cover {
  policyId: string
  title: string
  /** Masked. */
  holder: string
  kinds: readonly ClaimKind[]
  /** Of its plan, where that is known. */
  plan: Plan | undefined
}

const past = 365 * DAY

/** What the caller may claim on: covers that began, of which the one in force now comes first. */
export function coversOf(policies: readonly Policy[], plans: readonly Plan[], now: number): Cover[] {
  const began = policies.filter(
    (it) => Date.parse(it.inForceFrom) <= now && Date.parse(it.inForceTo) > now - past,
  )
  const inForce = (it: Policy) => it.state !== 'cancelled' && Date.parse(it.inForceTo) > now
  return [...began]
    .sort((a, b) => Number(inForce(b)) - Number(inForce(a)))
    .map((it) => {
      const plan = plans.find(({ id }) => id === it.planId)
      const kinds = plan
        ? allKinds.filter((kind) => plan.covers.some((line) => line.kind === kind))
        : allKinds
      return { policyId: it.id, title: it.title, holder: it.holder, kinds, plan }
    })
}

/** What happens most often comes first. */
export const allKinds: readonly ClaimKind[] = [
  'accident-treatment',
  'hospital-days',
  'death-disability',
  'serious-illness',
]

export const kindIcons: Record<ClaimKind, IconName> = {
  'accident-treatment': 'medicine',
  'hospital-days': 'bed',
  'death-disability': 'heart',
  'serious-illness': 'book',
}

/** 9 天 6 小时, 3 小时 20 分. */
export function longText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE))
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  if (days > 0) return hours > 0 ? `${days} 天 ${hours} 小时` : `${days} 天`
  return hours > 0 ? `${hours} 小时 ${minutes % 60} 分` : `${minutes} 分钟`
}
