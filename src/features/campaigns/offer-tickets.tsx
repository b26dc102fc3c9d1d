import { lastMomentText, momentText } from '@/rules/wording'
import { Ticket } from '@/ui'
import type { Claim } from './api'
import { leftFigure, ticketLines } from './campaign-words'
import type { Offer } from './group-campaigns'
import type { ClaimState } from './use-claim'

/** Where a ticket leads. */
export interface OfferWays {
  onOpen: (campaignId: string) => void
  onVoucher: (voucherId: string) => void
  /** Claims at once, or after login where there is no session. */
  onClaim: (claim: Claim) => void
}

interface ClaimableTicketProps extends OfferWays {
  offer: Offer
  /** The one to take first. */
  first: boolean
  claim: ClaimState
}

export function ClaimableTicket({ offer, first, claim, onOpen, onClaim }: ClaimableTicketProps) {
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

interface NotYetTicketProps extends Pick<OfferWays, 'onOpen'> {
  offer: Offer
  now: number
}

export function NotYetTicket({ offer: { campaign, standing }, onOpen, now }: NotYetTicketProps) {
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

interface ClaimedTicketProps extends Omit<OfferWays, 'onClaim'> {
  offer: Offer
}

export function ClaimedTicket({ offer: { campaign, standing }, onOpen, onVoucher }: ClaimedTicketProps) {
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
