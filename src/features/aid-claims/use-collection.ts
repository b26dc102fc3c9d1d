import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { AidClaim } from '@/contract'
import { onAppShow, takeInWechat, type TransferEnd } from '@/platform'
import { fetchClaim } from './api'
import { collectPayout, takeSandboxPayout } from './collection-api'
import { keepClaim } from './use-claims'

/** What came of it; `elsewhere`: it is taken in the mini-program only. */
export type Collected = TransferEnd | 'elsewhere'

/** WeChat's word comes within moments of his: so often, and so far apart, it is asked for. */
const ASKS = 5
const ASK_EVERY_MS = 2_000

/** Takes a benefit in WeChat, and waits a little for WeChat to say that he did. */
export function useCollection(id: string) {
  const client = useQueryClient()
  const { mutate, isPending, data, error } = useMutation({
    mutationFn: async (): Promise<Collected> => {
      const collection = await collectPayout(id)
      if (collection.provider === 'sandbox') {
        keepClaim(client, await takeSandboxPayout(id))
        return 'closed'
      }
      if (!takeInWechat) return 'elsewhere'
      const { provider: _, ...given } = collection
      const end = await closed(takeInWechat(given))
      if (end === 'outdated') return end
      for (let asks = 1; ; asks++) {
        const claim = await fetchClaim(id)
        keepClaim(client, claim)
        if (end !== 'closed' || !isWaiting(claim) || asks === ASKS) return end
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
      }
    },
    // Whatever was said: perhaps it has been paid, or has come back.
    onError: () => void client.invalidateQueries({ queryKey: ['aid', 'claims'] }),
  })
  return { collect: () => mutate(), busy: isPending, collected: data, fault: error }
}

const isWaiting = ({ payout }: AidClaim) => payout?.state === 'collect' || payout?.state === 'sent'

/** On some phones the page never tells that it was closed: then the app comes to the front again. */
function closed(page: Promise<TransferEnd>): Promise<TransferEnd> {
  let stop = (): void => undefined
  const shown = new Promise<TransferEnd>((resolve) => {
    stop = onAppShow(() => resolve('closed'))
  })
  return Promise.race([page, shown]).finally(() => stop())
}
