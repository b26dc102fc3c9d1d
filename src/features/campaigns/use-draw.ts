import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Draw, DrawEntry, Inclusion, ReplyOf, api } from '@/contract'
import { buzz } from '@/platform'
import { type QueryView, useView } from '@/platform/query-view'
import { drawnNumber, type EntryFault, entryFault } from '@/rules/draw'
import { useMinute } from '@/platform/use-minute'
import { fetchDraw, typeRandomness } from './api'

/** What this phone worked out by itself about its owner's entry. */
export interface Proof {
  entryId: string
  inclusion: Inclusion | undefined
  /** Undefined where all is right, as far as the draw has come. */
  fault: EntryFault | undefined
  /** By what the entry is ranked, and the last of the winners; once it is drawn. */
  numbers?: { mine: string; last: string }
}

export interface DrawNow {
  draw: Draw
  entry?: DrawEntry
  /** Once the entries are frozen, for whoever takes part. */
  proof?: Proof
}

export interface DrawView extends QueryView<DrawNow> {
  now: number
}

/** A draw, and what the phone makes of its owner's entry: nothing the server says of the result is taken for granted. */
export function useDraw(id: string): DrawView {
  const now = useMinute()
  const view = useView(
    useQuery({
      queryKey: ['campaigns', 'draw', id],
      queryFn: ({ signal }) => fetchDraw(id, signal),
      enabled: id !== '',
      staleTime: 15_000,
    }),
  )
  const { data } = view
  return { ...view, data: useMemo(() => data && checked(data), [data]), now }
}

function checked({ draw, mine }: ReplyOf<typeof api.getDraw>): DrawNow {
  if (!mine || draw.root === undefined) return { draw, entry: mine?.entry }
  const { entry, inclusion } = mine
  const { entryId } = entry
  const { randomness, winners } = draw
  const last = winners?.at(-1)
  const numbers =
    randomness !== undefined && last !== undefined
      ? { mine: drawnNumber(randomness, entryId), last: drawnNumber(randomness, last) }
      : undefined
  return {
    draw,
    entry,
    proof: { entryId, inclusion, fault: entryFault(draw, entryId, inclusion), numbers },
  }
}

export interface TypingControl {
  /** Sends what was typed. */
  send: (randomness: string) => void
  sending: boolean
  fault: Error | null
}

/** For a reviewer: types the public numbers of a draw. Typed again, they are the same. */
export function useTyping(id: string): TypingControl {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (randomness: string) => typeRandomness(id, randomness),
    onSuccess: () => buzz('done'),
    onError: () => buzz('refused'),
    onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }),
  })
  return { send: mutate, sending: isPending, fault: error }
}
