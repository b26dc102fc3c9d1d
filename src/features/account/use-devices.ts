import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session as Device } from '@/contract'
import { Refusal } from '@/platform/call'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchSessions, revokeSession } from './api'
import { useSession } from './session'

const devicesKey = ['me', 'sessions'] as const

export interface DevicesControl {
  /** Where the caller is logged in, newest first. */
  view: QueryView<Device[]>
  end: (device: Device) => void
  /** The one that is being logged out. */
  ending: Device | undefined
  /** The last one that was. */
  ended: Device | undefined
  /** Why the last one was not. */
  fault: Error | null
}

/** The devices on which the caller is logged in, and how to log one out. */
export function useDevices(): DevicesControl {
  const client = useQueryClient()
  const { state } = useSession()
  const query = useQuery({
    queryKey: devicesKey,
    queryFn: async ({ signal }) => (await fetchSessions(signal)).sessions,
    enabled: state === 'member',
    // Who looks here wants to know who else is in just now.
    staleTime: 0,
  })
  const { mutate, isPending, isSuccess, variables, error } = useMutation({
    mutationFn: async ({ id }: Device) => {
      try {
        await revokeSession(id)
      } catch (fault) {
        // It has logged out by itself, or an earlier try came through and its reply was lost.
        if (!(fault instanceof Refusal && fault.code === 'not-found')) throw fault
      }
    },
    onSuccess: (_, { id }) => {
      client.setQueryData<Device[]>(devicesKey, (known) => known?.filter((it) => it.id !== id))
      void client.invalidateQueries({ queryKey: devicesKey })
    },
  })
  return {
    view: viewOf(query),
    end: mutate,
    ending: isPending ? variables : undefined,
    ended: isSuccess ? variables : undefined,
    fault: error,
  }
}
