import type { Persona } from '@/contract'
import { maskName } from '@/rules/masking'
import type { DemoCover, DemoPersona } from './load'
import { plans } from './plans'
import { haigangStation } from './stations'

/**
 * What each persona types when asked who they are. The numbers pass the check of GB 11643 and are of region 99, which is
 * nobody's. Nothing of this is loaded: everyone starts unverified.
 */
export const identities: Record<Persona, { name: string; idNumber: string }> = {
  rider: { name: '王小明', idNumber: '990001199503160011' },
  courier: { name: '刘大洋', idNumber: '990001199811220039' },
  driver: { name: '赵长山', idNumber: '990001199001010013' },
  trucker: { name: '孙海', idNumber: '990001198107090053' },
  clerk: { name: '陈玉芳', idNumber: '990001198702250023' },
  reviewer: { name: '周华', idNumber: '990001197605180014' },
  reviewer2: { name: '吴秀英', idNumber: '990001198309300047' },
  admin: { name: '郑平', idNumber: '990001197908040078' },
}

const personaOf = (
  number: number,
  persona: Persona,
  more: Partial<Pick<DemoPersona, 'occupation' | 'roles' | 'stationIds'>>,
): DemoPersona => ({
  persona,
  id: `019aa000-0000-7000-8003-${String(number).padStart(12, '0')}`,
  displayName: maskName(identities[persona].name),
  occupation: null,
  roles: ['worker'],
  stationIds: [],
  ...more,
})

export const personas: readonly DemoPersona[] = [
  personaOf(1, 'rider', { occupation: 'rider' }),
  personaOf(2, 'courier', { occupation: 'courier' }),
  personaOf(3, 'driver', { occupation: 'driver' }),
  personaOf(4, 'trucker', { occupation: 'trucker' }),
  personaOf(5, 'clerk', {
    roles: ['worker', 'clerk'],
    stationIds: [haigangStation(1).id, haigangStation(2).id],
  }),
  personaOf(6, 'reviewer', { roles: ['worker', 'reviewer'] }),
  personaOf(7, 'reviewer2', { roles: ['worker', 'reviewer'] }),
  personaOf(8, 'admin', { roles: ['worker', 'admin'] }),
]

/** The courier is covered since two months ago: what to do after an accident can be tried as soon as he logs in. */
export const covers: readonly DemoCover[] = personas
  .filter(({ persona }) => persona === 'courier')
  .map(({ id: workerId }) => ({
    id: '019aa000-0000-7000-8006-000000000001',
    planId: plans[0]?.id ?? '',
    workerId,
    number: 'NX20261001-0000000001',
    certificate: 'DEM00000C0VER001',
    daysAgo: 60,
  }))
