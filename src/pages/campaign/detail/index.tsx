import {
  type Claim,
  CampaignDetail,
  ClaimOutcome,
  isSettled,
  useCampaign,
  useCampaignLedger,
  useClaim,
} from '@/features/campaigns'
import { usePlace } from '@/features/stations'
import { keepVoucher } from '@/features/vouchers'
import { go, replaceWith, switchTab, useParams, useShare } from '@/platform'
import { useRequireSession } from '../../use-require-session'

const showVoucher = (id: string) => replaceWith('voucher', { id })
const openBenefits = () => switchTab('benefits')
const openUnion = () => go('union')

export default function CampaignDetailPage() {
  const { id, stationId } = useParams('campaign')
  const { from } = usePlace()
  const view = useCampaign(id, from.point)
  const ledger = useCampaignLedger(id)
  useShare({ title: view.data?.campaign.title ?? '暖新福利', target: { name: 'campaign', id } })
  const claiming = useClaim(keepVoucher)
  const requireSession = useRequireSession()
  const claim = (it: Claim) => requireSession(() => claiming.send(it))
  if (isSettled(claiming.claim)) {
    return (
      <ClaimOutcome
        settled={claiming.claim}
        view={view}
        from={from}
        onClaim={claim}
        onVoucher={showVoucher}
        onBack={claiming.reset}
        onBenefits={openBenefits}
        onUnion={openUnion}
      />
    )
  }
  return (
    <CampaignDetail
      view={view}
      ledger={ledger}
      claim={claiming.claim}
      stationId={stationId}
      onVoucher={showVoucher}
      onClaim={claim}
      onBenefits={openBenefits}
      onUnion={openUnion}
    />
  )
}
