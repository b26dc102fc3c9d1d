import { useMutation, useQuery } from '@tanstack/react-query'
import type { PersonalExport } from '@/contract'
import { type Given, giveFile } from '@/platform'
import { type QueryView, viewOf } from '@/platform/query-view'
import { dateText, dayOf } from '@/rules/shanghai'
import { fetchExport } from './leaving-api'
import { textOf } from './my-data-sections'
import { useSession } from './session'

export interface MyDataControl {
  view: QueryView<PersonalExport>
  /** Hands the copy over as a file. */
  take: (copy: PersonalExport) => void
  taking: boolean
  /** What became of it. */
  taken: Given | undefined
  fault: Error | null
}

/** A copy of all that is known of the caller. Never written down on the phone but where its owner asks for it. */
export function useMyData(): MyDataControl {
  const { state } = useSession()
  const query = useQuery({
    queryKey: ['me', 'export'],
    queryFn: async ({ signal }) => (await fetchExport(signal)).export,
    enabled: state === 'member',
    meta: { keep: false },
    staleTime: 0,
  })
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: (copy: PersonalExport) =>
      giveFile(`暖新-我的资料-${dateText(dayOf(Date.parse(copy.takenAt)))}.txt`, textOf(copy)),
  })
  return { view: viewOf(query), take: mutate, taking: isPending, taken: data, fault: error }
}
