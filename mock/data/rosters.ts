import type { DemoRoster } from './load'
import { identities } from './personas'
import { giftRoster } from './plans'

/** 省总工会's invented list of drivers whom a plan is given: the demo's driver, and two who are nobody. */
export const rosters: readonly DemoRoster[] = [
  {
    channel: giftRoster,
    people: [
      { ...identities.driver, occupation: 'driver' },
      { name: '钱志远', idNumber: '99000119820315001X', occupation: 'driver' },
      { name: '何春生', idNumber: '990001197911020019', occupation: 'trucker' },
    ],
  },
]
