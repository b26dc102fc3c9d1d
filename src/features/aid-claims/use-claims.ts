import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AidClaim, ClaimSummary } from '@/contract'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchClaim, fetchClaims, fetchFigures, withdrawClaim } from './api'
import { onClaimSent } from './send-out'

const claimsKey = ['aid', 'claims'] as const
const claimKey = (id: string) => [...claimsKey, id] as const

/** A claim as the server has just told it. */
export function keepClaim(client: QueryClient, claim: AidClaim): void {
  client.setQueryData(claimKey(claim.id), claim)
  void client.invalidateQueries({ queryKey: claimsKey, exact: true })
}

/** Keeps what the drafts of this phone come to, also of one that is sent before any page is there. Call once. */
export function followSentClaims(client: QueryClient): void {
  onClaimSent((claim) => keepClaim(client, claim))
}

/** The caller's claims and those he filed, newest first. */
export function useClaims(signedIn: boolean): QueryView<ClaimSummary[]> {
  return viewOf(
    useQuery({
      queryKey: claimsKey,
      queryFn: ({ signal }) => fetchClaims(signal),
      enabled: signedIn,
      staleTime: 30_000,
    }),
  )
}

/** One of them. */
export function useClaim(id: string, signedIn: boolean): QueryView<AidClaim> {
  return viewOf(
    useQuery({
      queryKey: claimKey(id),
      queryFn: ({ signal }) => fetchClaim(id, signal),
      enabled: signedIn && id !== '',
      staleTime: 15_000,
    }),
  )
}

/** Takes a claim back. */
export function useWithdrawal(id: string) {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => withdrawClaim(id),
    onSuccess: (claim) => keepClaim(client, claim),
  })
  return { withdraw: () => mutate(), busy: isPending, fault: error }
}

/** What the plans did so far. */
export const useFigures = () =>
  viewOf(
    useQuery({
      queryKey: ['aid', 'figures'],
      queryFn: ({ signal }) => fetchFigures(signal),
      staleTime: 5 * 60_000,
    }),
  )
