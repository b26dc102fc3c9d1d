import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { Mine, logout, sessionWorkerId, useLeaving, useMe, useSession } from '@/features/account'
import { draftCount } from '@/features/aid-claims'
import { useEntitlements } from '@/features/campaigns'
import { waitingScans } from '@/features/clerk'
import { usePolicies, usePolicySummary } from '@/features/mutual-aid'
import { useVouchers, useWalletSummary } from '@/features/vouchers'
import { go, switchTab } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { MainTabs } from '../main-tabs'

const ways = {
  onLogin: () => go('login'),
  onWallet: () => go('wallet'),
  onEntitlements: () => go('entitlements'),
  onAid: () => switchTab('aid'),
  onVerify: () => go('verify'),
  onOccupation: () => go('occupation'),
  onDevices: () => go('devices'),
  onPrivacy: () => go('privacy'),
  onDesk: () => go('desk'),
  onReview: () => go('review'),
  onStaff: () => go('staff'),
  onUnionCases: () => go('unionCases'),
  onFairness: () => go('fairness'),
  onClaimsWatch: () => go('claimsWatch'),
  onNotices: () => go('deadNotices'),
  onUnion: () => go('union'),
  onInvitation: () => go('invitation'),
  onScans: () => go('scanQueue'),
  onLogout: logout,
  unsent: () => ({ scans: waitingScans(sessionWorkerId() ?? ''), reports: draftCount() }),
}

const noCover = '看保障、参加互助'

const tabs = <MainTabs current="mine" />

/** One page whoever is logged in, so that the tabs stay where they are. Without a session there is nothing to ask for. */
export default function MinePage() {
  const session = useSession()
  const member = session.state === 'member'
  const me = useMe()
  const vouchers = useVouchers(member)
  const mine = useEntitlements(member)
  const policies = usePolicies(member)
  const wallet = useWalletSummary()
  const asked = member ? [me, vouchers, mine, policies] : []
  useDidShow(() => asked.forEach((view) => view.revisit()))
  usePullDownRefresh(() => void Promise.all(asked.map((view) => view.refresh())).finally(endPullRefresh))
  const { open, statement } = mine.data ?? {}
  // Without signal the phone's own word on the vouchers is the best there is.
  const ready = vouchers.data || vouchers.fault ? wallet.ready : undefined
  return (
    <Mine
      session={session}
      me={me}
      unused={ready === undefined || open === undefined ? undefined : ready + open.length}
      paidFen={statement && statement.savedFen + statement.subsidyFen}
      wallet={wallet}
      cover={usePolicySummary(member)?.text ?? noCover}
      leaving={useLeaving()}
      tabs={tabs}
      {...ways}
    />
  )
}
