import { useState } from 'react'
import { useConsents, useSession } from '@/features/account'
import { Report } from '@/features/aid-claims'
import { go, replaceWith, switchTab, useParams } from '@/platform'
import { useCovers } from '../../use-covers'

// In this page's place: back must not return to what is sent.
const showSent = (draftId: string) => replaceWith('claimSent', { draftId })
const openClaim = (id: string) => replaceWith('aidClaim', { id })
const openRelative = () => replaceWith('relativeReport')
const openLogin = () => go('login')
const openAid = () => switchTab('aid')

export default function ReportPage() {
  const params = useParams('report')
  const [draftId, setDraftId] = useState(params.draftId)
  const signedIn = useSession().state === 'member'
  const consents = useConsents()
  return (
    <Report
      draftId={draftId}
      policyId={params.policyId}
      covers={useCovers()}
      signedIn={signedIn}
      consented={consents.data?.health?.state === 'given'}
      onBegun={setDraftId}
      onSent={showSent}
      onClaim={openClaim}
      onRelative={openRelative}
      onLogin={openLogin}
      onAid={openAid}
    />
  )
}
