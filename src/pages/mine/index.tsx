import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { Mine, logout, useLeaving, useMe, useSession } from '@/features/account'
import { useCampaigns } from '@/features/campaigns'
import { usePolicies, usePolicySummary } from '@/features/mutual-aid'
import { useVouchers, useWalletSummary } from '@/features/vouchers'
import { go, switchTab } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { MainTabs } from '../main-tabs'

const ways = {
  onLogin: () => go('login'),
  onWallet: () => go('wallet'),
  onAid: () => switchTab('aid'),
  onVerify: () => go('verify'),
  onOccupation: () => go('occupation'),
  onDevices: () => go('devices'),
  onPrivacy: () => go('privacy'),
  onDesk: () => go('desk'),
  onStaff: () => go('staff'),
  onInvitation: () => go('invitation'),
  onLogout: logout,
}

const noCover = '看保障、参加互助'

export default function MinePage() {
  const { state } = useSession()
  return state === 'member' ? <MemberMine /> : <GuestMine />
}

/** All of it kept fresh. */
function MemberMine() {
  const me = useMe()
  const vouchers = useVouchers()
  const campaigns = useCampaigns()
  const policies = usePolicies(true)
  const wallet = useWalletSummary()
  const views = [me, vouchers, campaigns, policies]
  useDidShow(() => views.forEach((view) => view.revisit()))
  usePullDownRefresh(() => void Promise.all(views.map((view) => view.refresh())).finally(endPullRefresh))
  const claimable = campaigns.data?.claimable.length
  // Without signal the phone's own word on the vouchers is the best there is.
  const ready = vouchers.data || vouchers.fault ? wallet.ready : undefined
  return (
    <Mine
      session={useSession()}
      me={me}
      unused={ready === undefined || claimable === undefined ? undefined : ready + claimable}
      wallet={wallet}
      cover={usePolicySummary(true)?.text ?? noCover}
      leaving={useLeaving()}
      tabs={<MainTabs current="mine" />}
      {...ways}
    />
  )
}

/** What is on the phone: without a session there is nothing to ask for. */
function GuestMine() {
  usePullDownRefresh(endPullRefresh)
  return (
    <Mine
      session={useSession()}
      me={useMe()}
      unused={undefined}
      wallet={useWalletSummary()}
      cover={usePolicySummary(false)?.text ?? noCover}
      leaving={useLeaving()}
      tabs={<MainTabs current="mine" />}
      {...ways}
    />
  )
}
