import type { Context } from '../context'
import { searchStations, type StationFound } from './queries'

const MOST = 20

/** Stations by words of their name or address: those whose name has the first word earliest come first. */
export const findStations = ({ database }: Context, typed: string): Promise<StationFound[]> =>
  searchStations(database, typed.trim().split(/\s+/), MOST)
