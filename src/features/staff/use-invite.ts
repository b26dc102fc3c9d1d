import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Invitation, ReplyOf, api } from '@/contract'
import { type QueryView, viewOf } from '@/platform/query-view'
import { useRested } from '@/platform/use-rested'
import { findStations, invite } from './api'
import { invitationsKey } from './use-staff'

type Found = ReplyOf<typeof api.findStations>['stations'][number]

/** As the contract has it. */
const mostStations = 50

export interface InviteControl {
  role: Invitation['role']
  setRole: (role: Invitation['role']) => void
  days: number
  setDays: (days: number) => void
  /** Where the clerk will work. */
  chosen: readonly Found[]
  choose: (station: Found) => void
  drop: (id: string) => void
  full: boolean
  words: string
  setWords: (words: string) => void
  /** What was found by the words and is not chosen yet; undefined where nothing was asked for. */
  found: QueryView<Found[]> | undefined
  /** Whether a clerk has at least one station. */
  ready: boolean
  send: () => void
  sending: boolean
  fault: Error | null
  /** The invitation and its code, which is shown this once. */
  made: ReplyOf<typeof api.invite> | undefined
}

/** Inviting somebody, from the role to the code. */
export function useInvite(): InviteControl {
  const client = useQueryClient()
  const [role, setRole] = useState<Invitation['role']>('clerk')
  const [days, setDays] = useState(7)
  const [chosen, setChosen] = useState<readonly Found[]>([])
  const [words, setWords] = useState('')
  const asked = useRested(words.trim())
  const query = useQuery({
    queryKey: ['admin', 'stations', asked],
    queryFn: async ({ signal }) => (await findStations(asked, signal)).stations,
    enabled: asked !== '',
    meta: { keep: false },
  })
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () =>
      invite(role === 'clerk' ? { role, days, stationIds: chosen.map(({ id }) => id) } : { role, days }),
    onSettled: () => void client.invalidateQueries({ queryKey: invitationsKey }),
  })
  const view = viewOf(query)
  const ready = role === 'reviewer' || chosen.length > 0
  return {
    role,
    setRole,
    days,
    setDays,
    chosen,
    choose: (station) => {
      setChosen((all) => (all.some((it) => it.id === station.id) ? all : [...all, station]))
      setWords('')
    },
    drop: (id) => setChosen((all) => all.filter((it) => it.id !== id)),
    full: chosen.length >= mostStations,
    words,
    setWords,
    found:
      words.trim() === ''
        ? undefined
        : { ...view, data: view.data?.filter(({ id }) => chosen.every((it) => it.id !== id)) },
    ready,
    send: () => {
      if (ready && !isPending) mutate()
    },
    sending: isPending,
    fault: error,
    made: data,
  }
}
