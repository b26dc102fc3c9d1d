import type { Occupation } from '@/contract'
import { maskName } from '@/rules/masking'
import type { DemoCover, DemoMember } from './load'
import { personas } from './personas'
import { plans } from './plans'

/** Somebody of the demo to whom something happened. Nobody logs in as him; his number is of region 99, which is nobody's. */
export interface Claimant extends DemoMember {
  name: string
  idNumber: string
}

const claimant = (number: number, name: string, idNumber: string, occupation: Occupation): Claimant => ({
  id: `019aa000-0000-7000-8007-${String(number).padStart(12, '0')}`,
  displayName: maskName(name),
  occupation,
  roles: ['worker'],
  name,
  idNumber,
})

/** By what becomes of their claims. */
export const claimants = {
  new: claimant(1, '马建国', '990002198804120111', 'rider'),
  reviewing: claimant(2, '李桂兰', '990002199107030131', 'courier'),
  papers: claimant(3, '陈志强', '990002198509210157', 'driver'),
  refused: claimant(4, '杨秀梅', '990002199302280179', 'rider'),
  objecting: claimant(5, '黄海涛', '990002199606110195', 'courier'),
  proposed: claimant(6, '徐国庆', '990002197910010210', 'trucker'),
  proposedByOther: claimant(7, '朱丽华', '990002199008190236', 'rider'),
  due: claimant(8, '何永福', '990002198211300256', 'driver'),
  failed: claimant(9, '高玉梅', '990002199401070273', 'courier'),
  paid: claimant(10, '罗小军', '990002199903250290', 'rider'),
  overdue: claimant(11, '宋卫东', '990002198612140310', 'rider'),
  /** Whose wife files for him. */
  husband: claimant(12, '韩雪峰', '990002199205300334', 'courier'),
  wife: claimant(13, '韩梅', '990002199504160351', 'rider'),
  withdrawn: claimant(14, '梁立新', '990002198911090376', 'rider'),
} as const satisfies Record<string, Claimant>

const reviewer = personas.find(({ persona }) => persona === 'reviewer')

/** All of them are covered for so long that nothing is late, and so is a reviewer, whose own claim others decide. */
export const claimantCovers: readonly DemoCover[] = [
  ...Object.values(claimants),
  ...(reviewer ? [reviewer] : []),
]
  .filter((it) => it !== claimants.wife)
  .map(({ id: workerId }, i) => {
    const number = String(i + 11).padStart(2, '0')
    return {
      id: `019aa000-0000-7000-8006-0000000000${number}`,
      planId: plans[0]?.id ?? '',
      workerId,
      number: `NX20261001-00000000${number}`,
      certificate: `DEM00000C0VER0${number}`,
      daysAgo: 61,
    }
  })
