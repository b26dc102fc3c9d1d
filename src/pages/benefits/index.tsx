import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { Benefits, type Claim, ClaimOutcome, isSettled, useCampaigns, useClaim } from '@/features/campaigns'
import { usePlace } from '@/features/stations'
import { keepVoucher } from '@/features/vouchers'
import { go, switchTab } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { MainTabs } from '../main-tabs'
import { useRequireSession } from '../use-require-session'

const openCampaign = (id: string) => go('campaign', { id })
const openUnion = () => go('union')
const openStations = () => switchTab('stations')

const tabs = <MainTabs current="benefits" />

export default function BenefitsPage() {
  const view = useCampaigns()
  const claiming = useClaim(keepVoucher)
  const requireSession = useRequireSession()
  const openVoucher = (id: string) => {
    go('voucher', { id })
    claiming.reset()
  }
  const claim = (it: Claim) => requireSession(() => claiming.send(it))
  const { from } = usePlace()
  useDidShow(() => view.revisit())
  usePullDownRefresh(() => void view.refresh().finally(endPullRefresh))
  if (isSettled(claiming.claim)) {
    return (
      <ClaimOutcome
        settled={claiming.claim}
        from={from}
        onClaim={claim}
        onVoucher={openVoucher}
        onBack={claiming.reset}
        onBenefits={claiming.reset}
        onUnion={openUnion}
      />
    )
  }
  return (
    <Benefits
      view={view}
      claim={claiming.claim}
      onOpen={openCampaign}
      onVoucher={openVoucher}
      onClaim={claim}
      onStations={openStations}
      tabs={tabs}
    />
  )
}
