import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { faultText, staleNotice } from '@/platform/query-view'
import { EmptyState, ErrorState, Notice, Screen, SkeletonTickets } from '@/ui'
import { ClaimNotice } from './claim-notice'
import type { From } from './from'
import { OfferList } from './offer-list'
import type { OfferWays } from './offer-tickets'
import type { CampaignsView } from './use-campaigns'
import type { ClaimState } from './use-claim'

interface BenefitsProps extends OfferWays {
  view: CampaignsView
  claim: ClaimState
  from: From
  onStations: () => void
  tabs: ReactNode
}

/** All campaigns: what can be claimed today first. What needs no choice is claimed right here. */
export function Benefits({ view, claim, from, onStations, tabs, ...ways }: BenefitsProps) {
  const { data: groups, fault, now, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  const none = groups && groups.claimable.length + groups.notYet.length + groups.claimed.length === 0
  return (
    <Screen
      title="福利"
      tabs={tabs}
      refreshing={view.refreshing}
      notice={fault && groups && <Notice {...staleNotice(fault, view, now)} />}
    >
      <View>
        <ClaimNotice claim={claim} onClaim={ways.onClaim} />
      </View>
      {!groups &&
        (fault ? <ErrorState {...faultText(fault)} action={retry} /> : <SkeletonTickets rows={4} />)}
      {none && (
        <EmptyState
          title="现在没有可领的"
          note="有新的会放在这里"
          action={{ text: '看附近的驿站', onTap: onStations }}
        />
      )}
      {groups && !none && <OfferList groups={groups} now={now} claim={claim} from={from} {...ways} />}
    </Screen>
  )
}
