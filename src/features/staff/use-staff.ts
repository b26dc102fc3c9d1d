import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Invitation, StaffMember } from '@/contract'
import { Refusal } from '@/platform/call'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchInvitations, fetchStaff, removeStaff, withdrawInvitation } from './api'

export const invitationsKey = ['admin', 'invitations'] as const
const staffKey = ['admin', 'staff'] as const

interface Ending<T> {
  end: (it: T) => void
  busy: T | undefined
  /** The last one. */
  done: T | undefined
  fault: Error | null
}

export interface StaffControl {
  staff: QueryView<StaffMember[]>
  invitations: QueryView<Invitation[]>
  remove: Ending<StaffMember>
  withdraw: Ending<Invitation>
}

/** Who works for us and who is invited to, for an admin, who wants to know how it is just now. */
export function useStaff(): StaffControl {
  const staff = useQuery({
    queryKey: staffKey,
    queryFn: async ({ signal }) => (await fetchStaff(signal)).staff,
    staleTime: 0,
  })
  const invitations = useQuery({
    queryKey: invitationsKey,
    queryFn: async ({ signal }) => (await fetchInvitations(signal)).invitations,
    staleTime: 0,
  })
  return {
    staff: viewOf(staff),
    invitations: viewOf(invitations),
    remove: useEnding(staffKey, removeStaff),
    withdraw: useEnding(invitationsKey, withdrawInvitation),
  }
}

function useEnding<T extends { id: string }>(
  key: readonly string[],
  send: (id: string) => Promise<unknown>,
): Ending<T> {
  const client = useQueryClient()
  const { mutate, isPending, isSuccess, variables, error } = useMutation({
    mutationFn: async ({ id }: T) => {
      try {
        await send(id)
      } catch (fault) {
        // An earlier try came through and its reply was lost, or another admin was faster.
        if (!(fault instanceof Refusal && fault.code === 'not-found')) throw fault
      }
    },
    onSuccess: (_, { id }) => {
      client.setQueryData<T[]>(key, (known) => known?.filter((it) => it.id !== id))
    },
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  })
  return {
    end: mutate,
    busy: isPending ? variables : undefined,
    done: isSuccess ? variables : undefined,
    fault: error,
  }
}
