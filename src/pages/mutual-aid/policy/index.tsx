import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import { useSession } from '@/features/account'
import { Accident, UnderWay, useClaims } from '@/features/aid-claims'
import { PolicyDetail, usePlans, usePolicies } from '@/features/mutual-aid'
import { go, switchTab, useParams } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { useMinute } from '@/platform/use-minute'
import { List, ListRow } from '@/ui'

const openPolicy = (id: string) => go('policy', { id })
const renew = (planId: string) => go('join', { planId })
const openAid = () => switchTab('aid')
const openLogin = () => go('login')
const openRelative = () => go('relativeReport')
const openCase = (id: string) => go('aidClaim', { id })
const openAccount = () => go('payoutAccount')
const openDraft = (draftId: string, wanted: boolean) =>
  wanted ? go('claimSent', { draftId }) : go('report', { draftId })

export default function MutualAidPolicyPage() {
  const { id } = useParams('policy')
  const signedIn = useSession().state === 'member'
  const policies = usePolicies(signedIn)
  const plans = usePlans()
  const claims = useClaims(signedIn)
  const now = useMinute()
  useDidShow(() => {
    policies.revisit()
    if (signedIn) claims.revisit()
  })
  usePullDownRefresh(() => void (signedIn ? policies.refresh() : Promise.resolve()).finally(endPullRefresh))
  return (
    <PolicyDetail
      policyId={id}
      policies={policies}
      plans={plans}
      onAid={openAid}
      onLogin={openLogin}
      accident={
        <Accident protects onReport={() => go('report', { policyId: id })} onRelative={openRelative} />
      }
      cases={
        <>
          <UnderWay claims={claims} policyId={id} now={now} onCase={openCase} onDraft={openDraft} />
          <List>
            <ListRow
              icon="me"
              title="给家人一个码"
              note="你办不了时，家人替你报"
              onTap={() => go('familyCodes', { policyId: id })}
            />
            <ListRow icon="coin" title="收款账户" note="互助金打到你自己的账户" onTap={openAccount} />
          </List>
        </>
      }
      onPolicy={openPolicy}
      onRenew={renew}
    />
  )
}
