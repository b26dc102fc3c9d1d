import { ChangePickup, useCampaign, useChangePickup } from '@/features/campaigns'
import { usePlace } from '@/features/stations'
import { keepVoucher, useVoucher } from '@/features/vouchers'
import { back, replaceWith, useParams } from '@/platform'
import { useShown } from '@/platform/use-shown'

const openWallet = () => replaceWith('wallet')

export default function ChangePickupPage() {
  const { id, campaignId, missing } = useParams('changePickup')
  const { from } = usePlace()
  const voucher = useVoucher(id, useShown())
  const control = useChangePickup(missing !== undefined, (changed) => {
    keepVoucher(changed)
    back()
  })
  return (
    <ChangePickup
      view={useCampaign(campaignId, from.point)}
      voucher={voucher.state === 'ready' ? voucher.data : undefined}
      loading={!voucher.data && !voucher.fault && !voucher.sessionLost}
      missing={missing !== undefined}
      control={control}
      onWallet={openWallet}
    />
  )
}
