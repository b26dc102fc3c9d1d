import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useSession } from '@/features/account'
import { DrawScreen, useDraw, useTyping } from '@/features/campaigns'
import { go, switchTab, useParams } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'

const openVoucher = (id: string) => go('voucher', { id })
const openCampaign = (id: string) => go('campaign', { id })
const openBenefits = () => switchTab('benefits')

export default function DrawPage() {
  const { id } = useParams('draw')
  const { worker } = useSession()
  const view = useDraw(id)
  const typing = useTyping(id)
  useDidShow(() => view.revisit())
  usePullDownRefresh(() => void view.refresh().finally(endPullRefresh))
  return (
    <DrawScreen
      view={view}
      typing={worker?.roles.includes('reviewer') ? typing : undefined}
      onVoucher={openVoucher}
      onCampaign={openCampaign}
      onBenefits={openBenefits}
    />
  )
}
