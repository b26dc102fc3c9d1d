import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReviewCase } from '@/contract'
import { useIntentKey } from '@/platform/new-key'
import { type QueryView, useView } from '@/platform/query-view'
import {
  type AskedPapers,
  type Confirmation,
  type Proposal,
  askForPapers,
  confirm,
  fetchCase,
  propose,
  releaseCase,
  takeCase,
} from './api'

/** What a reviewer does to a case. */
export type Deed =
  | { kind: 'take' }
  | { kind: 'release' }
  | { kind: 'ask'; papers: AskedPapers }
  | { kind: 'propose'; body: Proposal }
  | { kind: 'confirm'; body: Confirmation }

export interface CaseControl {
  view: QueryView<ReviewCase>
  /** Does it, and tells once it is done. */
  act: (deed: Deed, onDone?: () => void) => void
  /** What is on its way. */
  doing: Deed['kind'] | undefined
  /** What was done last. */
  done: Deed['kind'] | undefined
  /** Why the last one was not done, and which that was. */
  refused: { deed: Deed['kind']; fault: Error } | undefined
  /** Forgets what was refused. */
  reset: () => void
}

/** One case. It is fetched once a visit, since each look is logged; what is done to it brings it anew. */
export function useCase(id: string): CaseControl {
  const client = useQueryClient()
  const keys = useIntentKey()
  const queryKey = ['review', 'case', id]
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await fetchCase(id, signal)).case,
    staleTime: Infinity,
    gcTime: 0,
    meta: { keep: false },
  })
  const deed = useMutation({
    mutationFn: async (it: Deed) => {
      const intent = `${id} ${JSON.stringify(it)}`
      const { case: after } = await run(id, it, () => keys.of(intent))
      keys.settle(intent)
      return after
    },
    onSuccess: (after) => {
      client.setQueryData(queryKey, after)
      void client.invalidateQueries({ queryKey: ['review', 'queue'] })
    },
  })
  const { mutate, isPending, isSuccess, variables, error, reset } = deed
  return {
    view: useView(query),
    act: (it, onDone) => {
      if (!isPending) mutate(it, { onSuccess: onDone })
    },
    doing: isPending ? variables?.kind : undefined,
    done: isSuccess ? variables.kind : undefined,
    refused: error && variables ? { deed: variables.kind, fault: error } : undefined,
    reset,
  }
}

function run(id: string, deed: Deed, key: () => Promise<string>) {
  switch (deed.kind) {
    case 'take':
      return takeCase(id)
    case 'release':
      return releaseCase(id)
    case 'ask':
      return askForPapers(id, deed.papers)
    case 'propose':
      return key().then((it) => propose(id, deed.body, it))
    case 'confirm':
      return key().then((it) => confirm(id, deed.body, it))
  }
}
