import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useSession } from '@/features/account'
import { Case, sendOut, useClaim, useCollection, useWithdrawal } from '@/features/aid-claims'
import { go, switchTab, useParams } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { useMinute } from '@/platform/use-minute'

const openAccount = () => go('payoutAccount')
const openDraft = (draftId: string) => go('report', { draftId })
const openLogin = () => go('login')
const openAid = () => switchTab('aid')

export default function AidClaimPage() {
  const { id } = useParams('aidClaim')
  const signedIn = useSession().state === 'member'
  const claim = useClaim(id, signedIn)
  const withdrawal = useWithdrawal(id)
  const collection = useCollection(id)
  const now = useMinute()
  useDidShow(() => {
    claim.revisit()
    sendOut()
  })
  usePullDownRefresh(() => void claim.refresh().finally(endPullRefresh))
  return (
    <Case
      claim={claim}
      withdrawal={withdrawal}
      collection={collection}
      signedIn={signedIn}
      now={now}
      onPapers={() => go('claimPapers', { id })}
      onObject={() => go('claimObjection', { id })}
      onAccount={openAccount}
      onRest={openDraft}
      onAid={openAid}
      onLogin={openLogin}
    />
  )
}
