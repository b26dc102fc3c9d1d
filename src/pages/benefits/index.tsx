import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { Benefits, type Claim, ClaimOutcome, isSettled, useCampaigns, useClaim } from '@/features/campaigns'
import { usePlace } from '@/features/stations'
import { keepVoucher } from '@/features/vouchers'
import { go, switchTab } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { MainTabs } from '../main-tabs'
import { offerMessages } from '../offer-messages'
import { useRequireSession } from '../use-require-session'

const openCampaign = (id: string) => go('campaign', { id })
const openStations = () => switchTab('stations')
const mend = {
  onUnion: () => go('union'),
  onVerify: () => go('verify'),
  onOccupation: () => go('occupation'),
}

const tabs = <MainTabs current="benefits" />

export default function BenefitsPage() {
  const view = useCampaigns()
  const claiming = useClaim(keepVoucher)
  const requireSession = useRequireSession()
  const leaveTo = (open: () => void) => {
    open()
    claiming.reset()
  }
  const openVoucher = (id: string) => leaveTo(() => go('voucher', { id }))
  const claim = (it: Claim) => requireSession(() => claiming.send(it))
  const { from } = usePlace()
  useDidShow(() => view.revisit())
  usePullDownRefresh(() => void view.refresh().finally(endPullRefresh))
  if (isSettled(claiming.claim)) {
    return (
      <ClaimOutcome
        settled={claiming.claim}
        offer={offerMessages}
        from={from}
        onClaim={claim}
        onVoucher={openVoucher}
        onDraw={(id) => leaveTo(() => go('draw', { id }))}
        onPresence={(id) => leaveTo(() => go('campaign', { id, presence: 'yes' }))}
        onBack={claiming.reset}
        onBenefits={claiming.reset}
        {...mend}
      />
    )
  }
  return (
    <Benefits
      view={view}
      claim={claiming.claim}
      from={from}
      onOpen={openCampaign}
      onVoucher={openVoucher}
      onClaim={claim}
      onStations={openStations}
      tabs={tabs}
    />
  )
}
