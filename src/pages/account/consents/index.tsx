import { useDidShow } from '@tarojs/taro'
import { ConsentList, useConsentWord, useConsents, useMe, useSession } from '@/features/account'
import { usePolicySummary, usePolicies } from '@/features/mutual-aid'
import { forgetPosition } from '@/features/stations'
import { go } from '@/platform'
import { useMinute } from '@/platform/use-minute'

const openLogin = () => go('login')

/** What is on the phone alone, no server can erase. */
const forgetWithdrawn: Parameters<typeof useConsentWord>[0] = ({ consent, given }) => {
  if (consent.purpose === 'location' && !given) forgetPosition()
}

export default function AccountConsentsPage() {
  const session = useSession()
  const member = session.state === 'member'
  const me = useMe()
  const consents = useConsents()
  const policies = usePolicies(member)
  const cover = usePolicySummary(member)
  useDidShow(() => {
    me.revisit()
    if (!member) return
    consents.revisit()
    policies.revisit()
  })
  return (
    <ConsentList
      session={session}
      consents={consents}
      word={useConsentWord(forgetWithdrawn)}
      coveredUntil={cover?.endsAt}
      now={useMinute()}
      onLogin={openLogin}
    />
  )
}
