import { claimAndRedeem } from './claim-and-redeem.journey'
import { devices } from './devices.journey'
import { joinMutualAid } from './join-mutual-aid.journey'
import type { Journey } from './journey'

/** Every journey; each driver walks them all. */
export const journeys: readonly Journey[] = [claimAndRedeem, joinMutualAid, devices]
