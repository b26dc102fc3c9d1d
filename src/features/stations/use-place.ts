import { useCallback, useEffect, useMemo } from 'react'
import * as z from 'zod/mini'
import { create } from 'zustand'
import { point, type Point } from '@/contract'
import { LocationRefused, choosePlace, locate, onAppShow } from '@/platform'
import { persisted } from '@/platform/persisted'
import { coarse, metresBetween } from '@/rules/nearest'
import { type KnownPlace, defaultPlace } from './places'

export interface Place {
  /** default: nobody said where; chosen: from the list or the map; here: the phone's position; last: where it was when
   *  it was last asked, to about 500 m. */
  source: 'default' | 'chosen' | 'here' | 'last'
  name: string
  point: Point
}

export type LocateState = 'idle' | 'asking' | LocationRefused['kind']

/** What outlives the app. Of the phone's own position only a coarse point does: no exact whereabouts are stored. */
const usePlaceStore = persisted(
  'place',
  z.object({
    kept: z.nullable(z.object({ source: z.enum(['chosen', 'last']), name: z.string(), point })),
    /** Places chosen of late, the last one first. */
    recent: z.array(z.object({ id: z.string(), name: z.string(), point })),
  }),
  { kept: null, recent: [] },
)

const recentHeld = 5

/** What this run of the app knows. */
const useHere = create<{ here: Point | undefined; state: LocateState }>(() => ({
  here: undefined,
  state: 'idle',
}))

/** Smaller moves than this change no order worth a redraw. */
const moveM = 20

export interface PlaceControl {
  place: Place
  /** The same as what distances are told from: 你, 河北大街. */
  from: { name: string; point: Point }
  locateState: LocateState
  /** Places chosen of late, the last one first. */
  recent: readonly KnownPlace[]
  /** Looks from a known place. */
  choose: (place: KnownPlace) => void
  /** Looks from where the phone is; false where it gives no position, and `locateState` says why. */
  locate: () => Promise<boolean>
  /** Looks from a place pointed at on the map; false if none was. */
  chooseOnMap: () => Promise<boolean>
}

const keep = (kept: { source: 'chosen' | 'last'; name: string; point: Point }) =>
  usePlaceStore.setState({ kept })

/** A place that was chosen, which is where to look from now, and among the recent ones later. */
function chosen(place: KnownPlace): void {
  keep({ source: 'chosen', name: place.name, point: place.point })
  const others = usePlaceStore.getState().recent.filter(({ name }) => name !== place.name)
  usePlaceStore.setState({ recent: [place, ...others].slice(0, recentHeld) })
}

async function locateHere(): Promise<boolean> {
  if (useHere.getState().state === 'asking') return false
  useHere.setState({ state: 'asking' })
  try {
    const found = await locate()
    const before = useHere.getState().here
    const moved = !before || metresBetween(before, found) >= moveM
    useHere.setState(moved ? { here: found, state: 'idle' } : { state: 'idle' })
    keep({ source: 'last', name: '我的位置', point: coarse(found) })
    return true
  } catch (fault) {
    refused(fault)
    return false
  }
}

function refused(fault: unknown): undefined {
  useHere.setState({ state: fault instanceof LocationRefused ? fault.kind : 'unavailable' })
}

/**
 * Where the nearest stations are looked for, and the ways to change it. Remembered from one start to the next. `onLocated`
 * is told of each tap that gave the phone's position.
 */
export function usePlace(onLocated?: () => void): PlaceControl {
  const kept = usePlaceStore((it) => it.kept)
  const recent = usePlaceStore((it) => it.recent)
  const here = useHere((it) => it.here)
  const locateState = useHere((it) => it.state)
  const place = useMemo((): Place => {
    if (!kept) return { source: 'default', ...defaultPlace }
    if (kept.source === 'last' && here) return { source: 'here', name: kept.name, point: here }
    return kept
  }, [kept, here])
  const from = useMemo(() => ({ name: shortName(place), point: place.point }), [place])
  return {
    place,
    from,
    locateState,
    recent,
    choose: chosen,
    locate: async () => {
      const found = await locateHere()
      if (found) onLocated?.()
      return found
    },
    chooseOnMap: useCallback(async () => {
      const found = await choosePlace().catch(refused)
      if (!found) return false
      const { name, lat, lng } = found
      chosen({ id: name, name: name || '地图上选的地方', point: { lat, lng } })
      return true
    }, []),
  }
}

/** Drops the phone's own position and asks for it no more, until somebody taps for it again. */
export function forgetPosition(): void {
  useHere.setState({ here: undefined, state: 'idle' })
  if (usePlaceStore.getState().kept?.source === 'last') usePlaceStore.setState({ kept: null })
}

/** Asks the phone anew, at once and whenever the app comes back, if its position is what was asked for last. */
export function useFreshPosition(): void {
  const own = usePlaceStore((it) => it.kept?.source === 'last')
  useEffect(() => {
    if (!own) return
    if (!useHere.getState().here) void locateHere()
    return onAppShow(() => void locateHere())
  }, [own])
}

const shortName = ({ source, name }: Place): string =>
  source === 'here' ? '你' : source === 'last' ? '上次的位置' : (name.split(' · ').pop() ?? name)

/** The place as the line under the header names it. */
export const placeText = ({ source, name }: Place): string =>
  source === 'here' ? '我的位置附近' : source === 'last' ? '上次的位置附近' : name
