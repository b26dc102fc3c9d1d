import { GuestWelcome, useSession } from '@/features/account'
import { Arrival, useArrival } from '@/features/stations'
import { go, replaceWith, switchTab, useParams } from '@/platform'
import { useRequireSession } from '../../use-require-session'

const openVoucher = (id: string) => go('voucher', { id })
const openWallet = () => go('wallet')
const openHome = () => switchTab('stations')
const openLogin = () => go('login')

export default function StationArrivedPage() {
  const { id } = useParams('arrived')
  const { state } = useSession()
  return (
    <Arrival
      id={id}
      view={useArrival(id)}
      member={state === 'member'}
      welcome={<GuestWelcome onLogin={openLogin} />}
      asMember={useRequireSession()}
      onCampaign={(campaignId) => go('campaign', { id: campaignId, stationId: id })}
      onVoucher={openVoucher}
      onWallet={openWallet}
      onStation={() => replaceWith('station', { id })}
      onHome={openHome}
    />
  )
}
