import { useQuery } from '@tanstack/react-query'
import type { Worker } from '@/contract'
import { type QueryView, viewOf } from '@/platform/query-view'
import { fetchMe } from './api'
import { useSession, workerHeard } from './session'

/**
 * The caller: as kept on the phone at once, then as the server says, again each `everyMs` where that is given. Asks nothing
 * where nobody is logged in.
 */
export function useMe(everyMs?: number): QueryView<Worker> {
  const { state, worker } = useSession()
  const query = useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const heard = (await fetchMe(signal)).worker
      workerHeard(heard)
      return heard
    },
    enabled: state === 'member',
    // The session keeps who it is.
    meta: { keep: false },
    staleTime: 60_000,
    refetchInterval: everyMs ?? false,
  })
  const view = viewOf(query)
  return { ...view, data: worker, revisit: state === 'member' ? view.revisit : () => undefined }
}
