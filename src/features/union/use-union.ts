import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Union, UnionApplication, UnionBasis, Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { type QueryView, viewOf } from '@/platform/query-view'
import { useRested } from '@/platform/use-rested'
import { apply, fetchApplications, findUnions, leaveUnion } from './api'

const isMembership = ({ state }: UnionApplication): boolean => state === 'member'

const applicationsKey = ['union', 'applications'] as const

export interface UnionControl {
  /** The caller's applications, newest first. */
  applications: QueryView<UnionApplication[]>
  basis: UnionBasis
  setBasis: (basis: UnionBasis) => void
  words: string
  setWords: (words: string) => void
  unions: QueryView<Union[]>
  /** The one he is about to apply to. */
  chosen: Union | undefined
  choose: (union: Union | undefined) => void
  /** Applies to the chosen one. */
  send: () => void
  sending: boolean
  /** Withdraws an application, or leaves the union. */
  leave: (application: UnionApplication) => void
  leaving: boolean
  /** Why the last of these was not done. */
  fault: Error | undefined
  /** Another application in place of one that has ended. */
  again: boolean
  startAgain: () => void
}

/**
 * Joining a union, for `worker`, who is undefined where nobody is logged in. `onChanged` is told whenever he has become a
 * member, or is one no more.
 */
export function useUnion(worker: Worker | undefined, onChanged: () => void): UnionControl {
  const client = useQueryClient()
  const [basis, setBasis] = useState<UnionBasis>('workplace')
  const [words, setWords] = useState('')
  const [chosen, choose] = useState<Union>()
  const [again, setAgain] = useState(false)
  const asked = useRested(words.trim())
  const applications = useQuery({
    queryKey: applicationsKey,
    queryFn: async ({ signal }) => {
      const { applications: heard } = await fetchApplications(signal)
      if (heard.some(isMembership) !== (worker?.union !== undefined)) onChanged()
      return heard
    },
    enabled: worker !== undefined,
    staleTime: 0,
  })
  const unions = useQuery({
    queryKey: ['unions', basis, asked],
    queryFn: async ({ signal }) => (await findUnions(asked, basis, signal)).unions,
    meta: { keep: false },
    staleTime: 300_000,
  })
  const heard = (application: UnionApplication) => {
    client.setQueryData<UnionApplication[]>(applicationsKey, (known = []) => [
      application,
      ...known.filter(({ id }) => id !== application.id),
    ])
    if (isMembership(application) !== (worker?.union !== undefined)) onChanged()
  }
  const onError = (fault: Error) => {
    // It stands otherwise than this phone thinks: another phone of his, or the union, was faster.
    if (fault instanceof Refusal && fault.status >= 403) {
      void client.invalidateQueries({ queryKey: applicationsKey })
    }
  }
  const applying = useMutation({
    mutationFn: async (union: Union) => (await apply({ unionId: union.id, basis })).application,
    onSuccess: (application) => {
      choose(undefined)
      setWords('')
      setAgain(false)
      heard(application)
    },
    onError,
  })
  const leaving = useMutation({
    mutationFn: async ({ id }: UnionApplication) => (await leaveUnion(id)).application,
    onSuccess: heard,
    onError,
  })
  const reset = () => {
    applying.reset()
    leaving.reset()
  }
  return {
    applications: viewOf(applications),
    basis,
    setBasis,
    words,
    setWords,
    unions: viewOf(unions),
    chosen,
    choose: (union) => {
      reset()
      choose(union)
    },
    send: () => {
      if (chosen && !applying.isPending) applying.mutate(chosen)
    },
    sending: applying.isPending,
    leave: (application) => {
      reset()
      leaving.mutate(application)
    },
    leaving: leaving.isPending,
    fault: applying.error ?? leaving.error ?? undefined,
    again,
    startAgain: () => {
      reset()
      setAgain(true)
    },
  }
}
