import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { Entitlements, useEntitlements } from '@/features/campaigns'
import { go, switchTab } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'

const openCampaign = (id: string) => go('campaign', { id })
const openVoucher = (id: string) => go('voucher', { id })
const openDraw = (id: string) => go('draw', { id })
const openBenefits = () => switchTab('benefits')
const openLogin = () => go('login')

export default function EntitlementsPage() {
  const view = useEntitlements()
  useDidShow(() => view.revisit())
  usePullDownRefresh(() => void view.refresh().finally(endPullRefresh))
  return (
    <Entitlements
      view={view}
      onCampaign={openCampaign}
      onVoucher={openVoucher}
      onDraw={openDraw}
      onBenefits={openBenefits}
      onLogin={openLogin}
    />
  )
}
