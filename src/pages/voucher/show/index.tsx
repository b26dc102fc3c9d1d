import type { Voucher } from '@/contract'
import { usePlace, useStation } from '@/features/stations'
import { useVoucher, VoucherShow } from '@/features/vouchers'
import { go, replaceWith, useParams } from '@/platform'
import { metresBetween } from '@/rules/nearest'
import { placeOf } from '@/rules/station-place'
import { distanceText, stateText } from '@/rules/wording'
import { useShown } from '@/platform/use-shown'

const openWallet = () => replaceWith('wallet')
const openCampaign = (id: string) => go('campaign', { id })
const openMove = ({ id, campaignId }: Voucher, missing: boolean) =>
  go('changePickup', { id, campaignId, ...(missing && { missing: 'yes' }) })
const openLogin = () => go('login')

export default function VoucherShowPage() {
  const { id } = useParams('voucher')
  const shown = useShown()
  const view = useVoucher(id, shown)
  return (
    <VoucherShow
      view={view}
      shown={shown}
      stationNow={useStationNow(view.data?.station?.id)}
      onWallet={openWallet}
      onCampaign={openCampaign}
      onMove={openMove}
      onLogin={openLogin}
    />
  )
}

/** 开着 · 到 18:00 · 离你 320 米 */
function useStationNow(id = ''): string | undefined {
  const { data, openState, now } = useStation(id)
  const { place } = usePlace()
  if (!data) return undefined
  const { number, unit } = distanceText(metresBetween(place.point, placeOf(data.station, now).point))
  const open = stateText(openState, now)
  // From a place that was only picked from a list, the distance would not be his.
  return place.source === 'here' || place.source === 'last' ? `${open} · 离你 ${number} ${unit}` : open
}
