import { useEffect, useMemo } from 'react'
import * as z from 'zod/mini'
import { create } from 'zustand'
import { type Point, type Station, type StationPack, api } from '@/contract'
import { readFile, removeFile, writeFile } from '@/platform'
import { callTagged, serverNow } from '@/platform/call'
import { persisted } from '@/platform/persisted'
import { cityOf, unpackStations } from '@/rules/station-pack'

/** Packs of other shapes are not read back. */
const contract = process.env.TARO_APP_CONTRACT
/** Cities that a phone holds the stations of; the one not asked for longest goes first. */
const citiesHeld = 3
/** Before that nobody asks whether a pack has changed. */
const freshMs = 3_600_000
/** A pack serves this far beyond its outermost stations, in degrees: some 30 km. */
const reach = 0.3
/** The first screen has the network to itself. */
const afterMs = 1_500
/** A large city's pack may take its time. */
const timeoutMs = 60_000
/** From here on the pack is told to be too old to be trusted. */
export const oldPackMs = 30 * 86_400_000
export const oldPackText = '存了一个多月，可能有变，去之前打电话问问'

const bounds = z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() })

/** What is held, in files beside it. */
const useHeld = persisted(
  'packs',
  z.object({
    held: z.array(
      z.object({
        city: z.string(),
        contract: z.optional(z.string()),
        etag: z.optional(z.string()),
        /** When the server last said that this is how it is, epoch ms by its clock. */
        checkedAt: z.number(),
        /** Stations in it. */
        count: z.number(),
        bounds,
      }),
    ),
  }),
  { held: [] },
)
type Held = ReturnType<typeof useHeld.getState>['held'][number]

/** Packs that were read, by city. */
const useRead = create<{ packs: Record<string, readonly Station[] | undefined> }>(() => ({ packs: {} }))

const fileOf = (city: string) => `pack-${city}`

/** Stations as this phone holds them. */
export interface Pack {
  stations: readonly Station[]
  checkedAt: number
}

const covers = ({ bounds: it, ...held }: Held, { lat, lng }: Point): boolean =>
  held.contract === contract &&
  lat >= it.south - reach &&
  lat <= it.north + reach &&
  lng >= it.west - reach &&
  lng <= it.east + reach

/** All that serve this place: near where two cities meet, those of both. */
const useCovering = (from: Point): readonly Held[] => {
  const held = useHeld((it) => it.held)
  return useMemo(() => held.filter((it) => covers(it, from)), [held, from])
}

/** What the phone holds around this place, once it has been read; only where `wanted`. As old as its oldest part. */
export function usePack(from: Point, wanted: boolean): Pack | undefined {
  const covering = useCovering(from)
  const packs = useRead((it) => it.packs)
  useEffect(() => {
    if (wanted) for (const { city } of covering) void read(city)
  }, [wanted, covering])
  return useMemo(() => {
    const stations = covering.map(({ city }) => packs[city])
    if (!wanted || stations.length === 0 || !stations.every((it) => it !== undefined)) return undefined
    return { stations: stations.flat(), checkedAt: Math.min(...covering.map((it) => it.checkedAt)) }
  }, [wanted, covering, packs])
}

/** How many stations around this place the phone holds, to be found without signal. */
export const usePackedCount = (from: Point): number =>
  useCovering(from).reduce((sum, { count }) => sum + count, 0)

/** A station that a pack on this phone has, wherever one looks from. Reads them all where `wanted`. */
export function usePackedStation(
  id: string,
  wanted: boolean,
): { station: Station; updatedAt: number } | undefined {
  const held = useHeld((it) => it.held)
  const packs = useRead((it) => it.packs)
  useEffect(() => {
    if (wanted) for (const { city } of held) void read(city)
  }, [wanted, held])
  return useMemo(() => {
    for (const { city, checkedAt } of held) {
      const station = packs[city]?.find((it) => it.id === id)
      if (station) return { station, updatedAt: checkedAt }
    }
    return undefined
  }, [held, packs, id])
}

/**
 * Keeps the pack of the city that `regionCode` belongs to. Asks whether it has changed each time the server has answered
 * (`heardAt`), if that is long ago.
 */
export function useKeptPack(regionCode: string | undefined, heardAt: number): void {
  const city = regionCode === undefined ? undefined : cityOf(regionCode)
  useEffect(() => {
    if (city === undefined) return undefined
    const timer = setTimeout(() => void refresh(city), afterMs)
    return () => clearTimeout(timer)
  }, [city, heardAt])
}

const reading = new Set<string>()

async function read(city: string): Promise<void> {
  if (useRead.getState().packs[city] || reading.has(city)) return
  reading.add(city)
  const text = await readFile(fileOf(city))
  reading.delete(city)
  try {
    if (text === undefined) throw new Error('the system has cleared it')
    // It was looked at when it came; another contract's is not asked for.
    put(city, JSON.parse(text) as StationPack)
  } catch {
    forget([city])
  }
}

function put(city: string, pack: StationPack): void {
  const stations = unpackStations(pack)
  useRead.setState(({ packs }) => ({ packs: { ...packs, [city]: stations } }))
}

function forget(cities: readonly string[]): void {
  useHeld.setState(({ held }) => ({ held: held.filter(({ city }) => !cities.includes(city)) }))
  for (const city of cities) void removeFile(fileOf(city))
}

const asking = new Set<string>()

/** Brings the city's pack up to date. Where that fails, what is held stays. */
async function refresh(city: string): Promise<void> {
  const before = useHeld.getState().held.find((it) => it.city === city && it.contract === contract)
  if (asking.has(city) || (before && serverNow() - before.checkedAt < freshMs)) return
  asking.add(city)
  try {
    const { etag, reply } = await callTagged(
      api.getStationPack,
      { params: { regionCode: city } },
      before?.etag,
      { timeoutMs },
    )
    if (!reply) {
      if (before) keep({ ...before, checkedAt: serverNow() })
      return
    }
    if (reply.stations.length === 0 || !(await writeFile(fileOf(city), JSON.stringify(reply)))) return
    keep({
      city,
      contract,
      etag,
      checkedAt: serverNow(),
      count: reply.stations.length,
      bounds: boundsOf(reply),
    })
    if (useRead.getState().packs[city]) put(city, reply)
  } catch {
    // No signal, or none for this city: the next opening asks again.
  } finally {
    asking.delete(city)
  }
}

function keep(fresh: Held): void {
  const others = useHeld.getState().held.filter(({ city }) => city !== fresh.city)
  useHeld.setState({ held: [fresh, ...others] })
  forget(others.slice(citiesHeld - 1).map(({ city }) => city))
}

function boundsOf({ stations }: StationPack): Held['bounds'] {
  const lats = stations.map(({ point }) => point.lat)
  const lngs = stations.map(({ point }) => point.lng)
  const least = (all: number[]) => all.reduce((a, b) => Math.min(a, b))
  const most = (all: number[]) => all.reduce((a, b) => Math.max(a, b))
  return { west: least(lngs), east: most(lngs), south: least(lats), north: most(lats) }
}
