import { useDidShow } from '@tarojs/taro'
import { useConsents, useSession } from '@/features/account'
import { Sent, sendOut, useClaim, useFiled } from '@/features/aid-claims'
import { go, replaceWith, switchTab, useParams } from '@/platform'

const openCase = (id: string) => replaceWith('aidClaim', { id })
const openDraft = (draftId: string) => replaceWith('report', { draftId })
const openLogin = () => go('login')
const openAid = () => switchTab('aid')

export default function ClaimSentPage() {
  const { draftId } = useParams('claimSent')
  const signedIn = useSession().state === 'member'
  const consents = useConsents()
  const claim = useClaim(useFiled(draftId) ?? '', signedIn)
  // Back from logging in, it can go.
  useDidShow(sendOut)
  return (
    <Sent
      draftId={draftId}
      signedIn={signedIn}
      consented={consents.data?.health?.state === 'given'}
      claim={claim}
      onCase={openCase}
      onEdit={openDraft}
      onLogin={openLogin}
      onAid={openAid}
    />
  )
}
