import { useDidShow } from '@tarojs/taro'
import { LedgerScreen, useCampaign, useLedger, useLedgerHead } from '@/features/campaigns'
import { usePlace } from '@/features/stations'
import { useParams } from '@/platform'
import { useMinute } from '@/platform/use-minute'

export default function CampaignLedgerPage() {
  const { id } = useParams('ledger')
  const { from } = usePlace()
  const { data } = useCampaign(id, from.point)
  const view = useLedger(id)
  useDidShow(() => view.revisit())
  return <LedgerScreen title={data?.campaign.title} view={view} head={useLedgerHead()} now={useMinute()} />
}
