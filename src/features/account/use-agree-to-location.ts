import { useQueryClient } from '@tanstack/react-query'
import { fetchConsents, putConsent } from './api'
import { useSession } from './session'
import { type Consents, byPurpose, consentsKey } from './use-consents'

/**
 * To be told of a tap that asks for the phone's position beside the words about its use: records that as the consent it
 * is, where one is logged in and has given none. A record that fails is made at the next tap.
 */
export function useAgreeToLocation(): () => void {
  const client = useQueryClient()
  const member = useSession().state === 'member'
  return () => {
    if (member) void agree().catch(() => undefined)
  }

  async function agree() {
    const { location } = byPurpose(await fetchConsents())
    if (!location || location.state === 'given') return
    const { consent } = await putConsent(location, true)
    client.setQueryData<Consents>(consentsKey, (known) => known && { ...known, location: consent })
  }
}
