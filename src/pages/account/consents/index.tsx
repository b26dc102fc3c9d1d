import { useDidShow } from '@tarojs/taro'
import { ConsentList, useConsentWord, useConsents, useMe, useSession } from '@/features/account'
import { usePolicySummary, usePolicies } from '@/features/mutual-aid'
import { go } from '@/platform'
import { useMinute } from '@/platform/use-minute'

const openLogin = () => go('login')

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
      word={useConsentWord()}
      coveredUntil={cover?.endsAt}
      now={useMinute()}
      onLogin={openLogin}
    />
  )
}
