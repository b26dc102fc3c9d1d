import { useState } from 'react'
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
import { offerMessages } from '../../offer-messages'
import { useRequireSession } from '../../use-require-session'

const showVoucher = (id: string) => replaceWith('voucher', { id })
const openBenefits = () => switchTab('benefits')
const openDraw = (id: string) => go('draw', { id })
const openLedger = (id: string) => go('ledger', { id })
const mend = {
  onUnion: () => go('union'),
  onVerify: () => go('verify'),
  onOccupation: () => go('occupation'),
}

export default function CampaignDetailPage() {
  const { id, stationId, presence } = useParams('campaign')
  const [proving, setProving] = useState(presence !== undefined)
  const { from } = usePlace()
  const view = useCampaign(id, from.point)
  const ledger = useCampaignLedger(id)
  useShare({ title: view.data?.campaign.title ?? '暖新福利', target: { name: 'campaign', id } })
  const claiming = useClaim(keepVoucher)
  const requireSession = useRequireSession()
  const [asked, setAsked] = useState<Claim>()
  const claim = (it: Claim) =>
    requireSession(() => {
      setAsked(it)
      claiming.send(it)
    })
  if (isSettled(claiming.claim)) {
    return (
      <ClaimOutcome
        settled={claiming.claim}
        offer={offerMessages}
        view={view}
        from={from}
        onClaim={claim}
        onVoucher={showVoucher}
        onDraw={(drawn) => {
          openDraw(drawn)
          claiming.reset()
        }}
        onPresence={() => {
          setProving(true)
          claiming.reset()
        }}
        onBack={() => {
          setProving(false)
          claiming.reset()
        }}
        onBenefits={openBenefits}
        {...mend}
      />
    )
  }
  return (
    <CampaignDetail
      view={view}
      ledger={ledger}
      claim={claiming.claim}
      stationId={asked ? asked.stationId : stationId}
      variant={asked?.variant}
      presence={proving}
      onVoucher={showVoucher}
      onClaim={claim}
      onDraw={openDraw}
      onLedger={openLedger}
      onBenefits={openBenefits}
      {...mend}
    />
  )
}
