import { useDidShow } from '@tarojs/taro'
import { Leave, useLeaving, useMe, useSession } from '@/features/account'
import { useClaims, waitingText } from '@/features/aid-claims'
import { usePolicies, usePolicySummary } from '@/features/mutual-aid'
import { useWalletSummary } from '@/features/vouchers'
import { back, go } from '@/platform'
import { useMinute } from '@/platform/use-minute'

const openLogin = () => go('login')
const openExport = () => go('export')

export default function AccountLeavePage() {
  const session = useSession()
  const member = session.state === 'member'
  const me = useMe()
  const policies = usePolicies(member)
  const claims = useClaims(member)
  useDidShow(() => {
    me.revisit()
    if (!member) return
    policies.revisit()
    claims.revisit()
  })
  return (
    <Leave
      session={session}
      me={me}
      control={useLeaving()}
      ready={useWalletSummary().ready}
      coveredUntil={usePolicySummary(member)?.endsAt}
      claims={waitingText(claims.data ?? [])}
      now={useMinute()}
      onLogin={openLogin}
      onExport={openExport}
      onDone={back}
    />
  )
}
