import type { Clock, Doors, Random } from '../ports'
import type { Log } from './log'

/** How long a door stays unlocked for whoever goes in. */
const UNLOCKED_MS = 15_000

/** Doors that open at once and are nowhere: for demos. Never for production. */
export const createDoorsSandbox = (clock: Clock, random: Random, log?: Log): Doors => ({
  secret: random(32),
  async unlock(door) {
    log?.info(`The door ${door} would open now`)
    return clock() + UNLOCKED_MS
  },
})
