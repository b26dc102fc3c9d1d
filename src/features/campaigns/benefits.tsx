import type { ReactNode } from 'react'
import { faultText, isOffline, staleText } from '@/platform/query-view'
import { lastMomentText, momentText } from '@/rules/wording'
import { EmptyState, ErrorState, Notice, Para, Screen, Section, SkeletonTickets, Ticket } from '@/ui'
import { leftFigure, ticketLines } from './campaign-words'
import { ClaimNotice } from './claim-notice'
import type { Offer } from './group-campaigns'
import type { CampaignsView } from './use-campaigns'
import type { Claim } from './api'
import type { ClaimState } from './use-claim'

interface BenefitsProps {
  view: CampaignsView
  claim: ClaimState
  onOpen: (campaignId: string) => void
  onVoucher: (voucherId: string) => void
  /** Claims at once, or after login where there is no session. */
  onClaim: (claim: Claim) => void
  onStations: () => void
  tabs: ReactNode
}

/** All campaigns: what can be claimed today first. An entitlement is claimed right here; stock needs a station. */
export function Benefits(props: BenefitsProps) {
  const { view, claim, onClaim, onStations, tabs } = props
  const { data: groups, fault, now, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  const none = groups && groups.claimable.length + groups.notYet.length + groups.claimed.length === 0
  const demo =
    groups && Object.values(groups).some((offers: Offer[]) => offers.some((it) => it.campaign.demo))
  return (
    <Screen
      title="福利"
      tabs={tabs}
      refreshing={view.refreshing}
      notice={
        fault && groups ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={retry}>
            {staleText(fault, view, now)}
          </Notice>
        ) : undefined
      }
    >
      <ClaimNotice claim={claim} onClaim={onClaim} />
      {!groups &&
        (fault ? <ErrorState {...faultText(fault)} action={retry} /> : <SkeletonTickets rows={4} />)}
      {none && (
        <EmptyState
          title="现在没有可领的"
          note="有新的会放在这里"
          action={{ text: '看附近的驿站', onTap: onStations }}
        />
      )}
      {groups && !none && (
        <>
          <Section title="今天能领" aside={`${groups.claimable.length} 样`} />
          {groups.claimable.length === 0 && <Para tone="quiet">今天没有能领的</Para>}
          {groups.claimable.map((offer, i) => (
            <ClaimableTicket key={offer.campaign.id} offer={offer} first={i === 0} {...props} />
          ))}
          {groups.notYet.length > 0 && <Section title="还不能领" />}
          {groups.notYet.map((offer) => (
            <NotYetTicket key={offer.campaign.id} offer={offer} onOpen={props.onOpen} now={now} />
          ))}
          {groups.claimed.length > 0 && <Section title="领过的" />}
          {groups.claimed.map((offer) => (
            <ClaimedTicket
              key={offer.campaign.id}
              offer={offer}
              onOpen={props.onOpen}
              onVoucher={props.onVoucher}
            />
          ))}
          {demo && (
            <Para tone="quiet" center>
              演示数据
            </Para>
          )}
        </>
      )}
    </Screen>
  )
}

function ClaimableTicket({
  offer,
  first,
  claim,
  onOpen,
  onClaim,
}: BenefitsProps & { offer: Offer; first: boolean }) {
  const { campaign, standing } = offer
  const open = () => onOpen(campaign.id)
  const kind: 'fill' | 'line' = first ? 'fill' : 'line'
  const action =
    campaign.distribution === 'stock'
      ? { text: '去领', kind, onTap: open }
      : {
          text: standing.state === 'anonymous' ? '登录后领取' : '领取',
          kind,
          busy: claim.state === 'claiming' && claim.claim.campaignId === campaign.id,
          onTap: () => onClaim({ campaignId: campaign.id }),
        }
  return (
    <Ticket
      title={campaign.title}
      lines={ticketLines(campaign, standing.state)}
      figure={leftFigure(campaign)}
      action={action}
      onTap={open}
    />
  )
}

function NotYetTicket({
  offer: { campaign, standing },
  onOpen,
  now,
}: {
  offer: Offer
  onOpen: BenefitsProps['onOpen']
  now: number
}) {
  const { text, why } = notYetWords({ campaign, standing }, now)
  return (
    <Ticket
      title={campaign.title}
      lines={ticketLines(campaign, standing.state)}
      why={why}
      action={{ text, kind: 'off' }}
      onTap={() => onOpen(campaign.id)}
    />
  )
}

/** The state in two to four words, and the sentence that says why and when. */
function notYetWords({ campaign, standing }: Offer, now: number): { text: string; why: string | undefined } {
  const opensAt = Date.parse(standing.retryAt ?? campaign.opensAt)
  const when = opensAt > now ? `${momentText(opensAt)} 开始领` : undefined
  if (standing.state === 'anonymous') {
    return when ? { text: '还没开始', why: when } : { text: '领完了', why: undefined }
  }
  const why = [standing.why, when].filter(Boolean).join('，') || undefined
  switch (standing.code) {
    case 'campaign-not-open':
      return { text: '还没开始', why: when ?? why }
    case 'not-eligible':
      return { text: '不符合', why }
    case 'sold-out':
    case 'sold-out-here':
      return { text: '领完了', why }
    case 'campaign-ended':
      return { text: '结束了', why: undefined }
    default:
      return { text: '现在不能领', why }
  }
}

interface ClaimedTicketProps {
  offer: Offer
  onOpen: BenefitsProps['onOpen']
  onVoucher: BenefitsProps['onVoucher']
}

function ClaimedTicket({ offer: { campaign, standing }, onOpen, onVoucher }: ClaimedTicketProps) {
  const { voucherId } = standing
  return (
    <Ticket
      title={campaign.title}
      lines={[
        campaign.items.map(({ name }) => name).join('、'),
        `取货到 ${lastMomentText(Date.parse(campaign.redeemBy))}`,
      ]}
      action={
        voucherId
          ? { text: '看券', kind: 'line', onTap: () => onVoucher(voucherId) }
          : { text: '领过了', kind: 'off' }
      }
      onTap={() => onOpen(campaign.id)}
    />
  )
}
