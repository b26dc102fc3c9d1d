import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useVouchers, WalletList } from '@/features/vouchers'
import { go, switchTab } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'

const openVoucher = (id: string) => go('voucher', { id })
const openBenefits = () => switchTab('benefits')
const openLogin = () => go('login')

export default function VoucherWalletPage() {
  const view = useVouchers()
  useDidShow(() => view.revisit())
  usePullDownRefresh(() => void view.refresh().finally(endPullRefresh))
  return <WalletList view={view} onOpen={openVoucher} onBenefits={openBenefits} onLogin={openLogin} />
}
