import { useDidShow, usePullDownRefresh } from '@tarojs/taro'
import type { Order } from '@/contract'
import { useSession } from '@/features/account'
import { Accident, UnderWay, sendOut, useClaims } from '@/features/aid-claims'
import { AidHome, useOrders, usePlans, usePolicies } from '@/features/mutual-aid'
import { go } from '@/platform'
import { endPullRefresh } from '@/platform/pull-refresh'
import { useMinute } from '@/platform/use-minute'
import { List, ListRow } from '@/ui'
import { MainTabs } from '../main-tabs'

const openPlan = (id: string) => go('plan', { id })
const openPolicy = (id: string) => go('policy', { id })
const openOrder = ({ id, planId }: Order) => go('join', { planId, orderId: id })
const openCertificate = () => go('certificate')
const openLogin = () => go('login')
const openReport = () => go('report')
const openRelative = () => go('relativeReport')
const openCase = (id: string) => go('aidClaim', { id })
const openFigures = () => go('aidFigures')
const openDraft = (draftId: string, wanted: boolean) =>
  wanted ? go('claimSent', { draftId }) : go('report', { draftId })

const tabs = <MainTabs current="aid" />
const accident = (protects: boolean) => (
  <Accident protects={protects} onReport={openReport} onRelative={openRelative} />
)

export default function AidPage() {
  const { state, worker } = useSession()
  const signedIn = state === 'member'
  const plans = usePlans()
  const policies = usePolicies(signedIn)
  const orders = useOrders(signedIn)
  const claims = useClaims(signedIn)
  const now = useMinute()
  useDidShow(() => {
    plans.revisit()
    policies.revisit()
    if (signedIn) {
      orders.revisit()
      claims.revisit()
    }
    sendOut()
  })
  usePullDownRefresh(() => {
    const shown = signedIn ? [plans, policies, orders, claims] : [plans]
    void Promise.all(shown.map((it) => it.refresh())).finally(endPullRefresh)
  })
  return (
    <AidHome
      plans={plans}
      policies={policies}
      orders={orders.data}
      occupation={worker?.occupation ?? null}
      onPlan={openPlan}
      onPolicy={openPolicy}
      onOrder={openOrder}
      onCertificate={openCertificate}
      onLogin={openLogin}
      accident={accident}
      cases={
        <>
          <UnderWay claims={claims} now={now} onCase={openCase} onDraft={openDraft} />
          <List>
            <ListRow icon="list" title="互助办了多少事" note="报案、给付、多少天到账" onTap={openFigures} />
          </List>
        </>
      }
      tabs={tabs}
    />
  )
}
