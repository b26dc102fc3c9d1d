import type { Log } from '../adapters/log'
import type { Database } from '../database/database'
import type { Clock } from '../ports'
import { openDayOf, readFacts, readStock, type CampaignFacts, type StockRow } from './queries'

/** After so long it is read again, should a notice have been lost. */
const FACTS_MS = 10_000
const STOCK_MS = 500

/**
 * What each process keeps of campaigns, so that a claim need not read it: what they say, which the database tells when it
 * changes, and for half a second what is left, which it tells when that grows.
 */
export interface CampaignDirectory {
  facts(id: string): Promise<CampaignFacts | undefined>
  /** What was left at most half a second ago. */
  stock(id: string, period: string): Promise<readonly StockRow[]>
  /** Notes what a stock had left after a claim. */
  noteLeft(
    of: { campaignId: string; period: string; stationId: string | null; variant: string },
    left: number,
  ): void
  /** Forgets what was left, since it grew. */
  grew(id: string): void
  /** Sees to it that a daily campaign has the day's quota. */
  openDay(id: string, day: string): Promise<void>
}

interface Kept<T> {
  readonly at: number
  readonly value: Promise<T>
}

export function createCampaignDirectory(
  database: Database,
  clock: Clock,
  newId: () => string,
  log: Log,
): CampaignDirectory {
  const facts = new Map<string, Kept<CampaignFacts | undefined>>()
  const stock = new Map<string, Map<string, Kept<StockRow[]>>>()
  const days = new Map<string, Promise<void>>()
  let listening: Promise<unknown> | undefined

  const listen = async (): Promise<void> => {
    // Before anything is read: a change between reading and listening would go unheard.
    listening ??= Promise.all([
      database.listen('campaigns', (id) => (id === undefined ? facts.clear() : void facts.delete(id))),
      database.listen('campaign_stock', (id) => (id === undefined ? stock.clear() : void stock.delete(id))),
    ])
    try {
      await listening
    } catch (cause) {
      listening = undefined
      log.warn('Changes of campaigns cannot be heard', { cause })
      throw cause
    }
  }

  /** Reads where nothing, or nothing fresh, is kept. A reading that failed is not kept. */
  const keep = async <T>(
    map: Map<string, Kept<T>>,
    key: string,
    forMs: number,
    readOne: () => Promise<T>,
  ): Promise<T> => {
    const known = map.get(key)
    if (known && Math.abs(clock() - known.at) < forMs) return known.value
    const made = { at: clock(), value: readOne() }
    map.set(key, made)
    try {
      return await made.value
    } catch (fault) {
      if (map.get(key) === made) map.delete(key)
      throw fault
    }
  }

  return {
    async facts(id) {
      await listen()
      const found = await keep(facts, id, FACTS_MS, () => readFacts(database, id))
      // Made-up ids are not to fill the memory.
      if (!found) facts.delete(id)
      return found
    },
    async stock(id, period) {
      await listen()
      const ofCampaign: Map<string, Kept<StockRow[]>> = stock.get(id) ?? new Map<string, Kept<StockRow[]>>()
      stock.set(id, ofCampaign)
      return keep(ofCampaign, period, STOCK_MS, () => readStock(database, id, period))
    },
    noteLeft({ campaignId, period, stationId, variant }, left) {
      const kept = stock.get(campaignId)?.get(period)
      void kept?.value.then(
        (rows) => {
          const row = rows.find((it) => it.station_id === stationId && it.variant === variant)
          if (row) row.left_count = left
        },
        // Whoever asked for it was told.
        () => undefined,
      )
    },
    grew: (id) => void stock.delete(id),
    async openDay(id, day) {
      const name = `${id} ${day}`
      const known = days.get(name)
      if (known) return known
      const opening = facts.get(id)?.value ?? readFacts(database, id)
      const made = opening.then((it) => {
        const ids = Array.from(it?.stationIds ?? [], () => newId())
        return openDayOf(database, id, day, new Date(clock()), ids)
      })
      // Of other days nothing need be known any more.
      for (const other of days.keys()) if (!other.endsWith(day)) days.delete(other)
      days.set(name, made)
      try {
        await made
      } catch (fault) {
        days.delete(name)
        throw fault
      }
    },
  }
}
