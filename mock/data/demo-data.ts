import { campaigns } from './campaigns'
import { claimantCovers, claimants } from './claimants'
import { driverStops } from './driver-stops'
import { kitchens } from './kitchens'
import type { DemoData } from './load'
import { covers, personas } from './personas'
import { plans } from './plans'
import { rosters } from './rosters'
import { stations } from './stations'
import { unions } from './unions'

/** All demo data as of `now` (epoch ms): its dates move with the load moment, so that a demo never runs out. */
export const demoData = (now: number): DemoData => ({
  stations: [...stations, ...driverStops, ...kitchens.map(({ quota: _, ...it }) => it)],
  unions,
  campaigns: campaigns(now),
  plans,
  personas,
  members: Object.values(claimants),
  covers: [...covers, ...claimantCovers],
  rosters,
})
