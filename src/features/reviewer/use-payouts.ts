import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Payout, PayoutBatch, ReplyOf, api } from '@/contract'
import { type Given, giveFile, pickText } from '@/platform'
import { useIntentKey } from '@/platform/new-key'
import { type QueryView, useView } from '@/platform/query-view'
import { fetchBatchFile, fetchPayouts, importResults, makeBatch, retryPayout } from './api'

export type PayoutsState = 'open' | 'done'
type Payouts = ReplyOf<typeof api.listPayouts>

/** What is done to payouts. */
export type PayoutDeed =
  | { kind: 'make' }
  | { kind: 'file'; batch: PayoutBatch }
  | { kind: 'results'; batch: PayoutBatch }
  | { kind: 'retry'; payout: Payout }

/** What came of it. */
export type PayoutDone =
  | { kind: 'make'; batch: PayoutBatch }
  | { kind: 'file'; given: Given }
  | { kind: 'results'; done: number; failed: number; open: number }
  | { kind: 'retry'; by: Payout['by'] }
  /** The user went back. */
  | { kind: 'nothing' }

export interface PayoutsControl {
  state: PayoutsState
  setState: (state: PayoutsState) => void
  view: QueryView<Payouts>
  act: (deed: PayoutDeed) => void
  doing: PayoutDeed | undefined
  done: PayoutDone | undefined
  refused: Error | null
}

/** What is to be paid, and how it goes out. */
export function usePayouts(): PayoutsControl {
  const client = useQueryClient()
  const keys = useIntentKey()
  const [state, setState] = useState<PayoutsState>('open')
  const query = useQuery({
    queryKey: ['review', 'payouts', state],
    queryFn: ({ signal }) => fetchPayouts(state, signal),
    staleTime: 0,
    // Other people's.
    meta: { keep: false },
  })
  const { mutate, isPending, variables, data, error } = useMutation({
    mutationFn: async (deed: PayoutDeed): Promise<PayoutDone> => {
      switch (deed.kind) {
        case 'make': {
          const { batch } = await makeBatch(await keys.of('batch'))
          keys.settle('batch')
          return { kind: 'make', batch }
        }
        case 'file': {
          const { name, csv } = await fetchBatchFile(deed.batch.id)
          // The mark is put before it again.
          return { kind: 'file', given: await giveFile(name, csv.replace(/^\ufeff/, '')) }
        }
        case 'results': {
          const file = await pickText()
          if (!file) return { kind: 'nothing' }
          const { batch, done, failed } = await importResults(deed.batch.id, file.text.replace(/^\ufeff/, ''))
          return { kind: 'results', done, failed, open: batch.open }
        }
        case 'retry':
          await retryPayout(deed.payout.id)
          return { kind: 'retry', by: deed.payout.by }
      }
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['review'] }),
  })
  return {
    state,
    setState,
    view: useView(query),
    act: (deed) => {
      if (!isPending) mutate(deed)
    },
    doing: isPending ? variables : undefined,
    done: data,
    refused: error,
  }
}
