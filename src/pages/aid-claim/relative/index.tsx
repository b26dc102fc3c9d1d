import { useSession } from '@/features/account'
import { Relative } from '@/features/aid-claims'
import { go, replaceWith, useParams } from '@/platform'

const openDraft = (draftId: string) => replaceWith('report', { draftId })
const openOwn = () => replaceWith('report')
const openLogin = () => go('login')

export default function RelativeReportPage() {
  const { code } = useParams('relativeReport')
  const signedIn = useSession().state === 'member'
  return <Relative code={code} signedIn={signedIn} onBegun={openDraft} onOwn={openOwn} onLogin={openLogin} />
}
