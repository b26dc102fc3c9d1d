import { useSession } from '@/features/account'
import { coversOf } from '@/features/aid-claims'
import { usePlans, usePolicies } from '@/features/mutual-aid'
import { useMinute } from '@/platform/use-minute'

/** What the caller may claim on, as far as this phone knows; undefined while it does not. */
export function useCovers() {
  const now = useMinute()
  const policies = usePolicies(useSession().state === 'member')
  const plans = usePlans()
  return policies.data && coversOf(policies.data, plans.data ?? [], now)
}
