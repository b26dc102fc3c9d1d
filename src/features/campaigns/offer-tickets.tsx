import { nextDayOf } from '@/rules/eligibility'
import { isOpen } from '@/rules/opening-hours'
import { distanceText, momentText, untilText } from '@/rules/wording'
import { Ticket } from '@/ui'
import type { Claim } from './api'
import { collectText, drawnText, leftFigure, priceText, ticketLines } from './campaign-words'
import type { From } from './from'
import type { Offer } from './group-campaigns'
import { type CampaignNow, nearestPickup, useCampaign } from './use-campaign'
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
  const { id, distribution, presence, variants } = campaign
  const open = () => onOpen(id)
  const kind: 'fill' | 'line' = first ? 'fill' : 'line'
  // What needs a choice, or a code that is shown somewhere, is claimed on its own screen.
  const action =
    distribution === 'stock' || presence || variants
      ? { text: '去领', kind, onTap: open }
      : {
          text: claimText(offer, distribution === 'draw' ? '报名' : '领取'),
          kind,
          busy: isClaiming(claim, id),
          onTap: () => onClaim({ campaignId: id }),
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

const isClaiming = (claim: ClaimState, id: string) =>
  claim.state === 'claiming' && claim.claim.campaignId === id

const claimText = ({ standing }: Offer, text: string) =>
  standing.state === 'anonymous' ? `登录后${text}` : text

/** What is claimed anew each day: at the nearest kitchen that is open now, with one tap. */
export function DailyTicket({ from, ...props }: ClaimableTicketProps & { from: From }) {
  const { offer, first, claim, onOpen, onClaim } = props
  const { campaign } = offer
  const { data, now } = useCampaign(campaign.id, from.point)
  const nearest = data && nearestPickup(data.pickups)
  const open = () => onOpen(campaign.id)
  const kind: 'fill' | 'line' = first ? 'fill' : 'line'
  return (
    <Ticket
      title={campaign.title}
      lines={data && nearest ? kitchenLines(data, now) : ticketLines(campaign, offer.standing.state)}
      figure={leftFigure(campaign)}
      action={
        nearest && isOpen(nearest.openState)
          ? {
              text: offer.standing.state === 'anonymous' ? '登录后领取' : '领今天的',
              kind,
              busy: isClaiming(claim, campaign.id),
              onTap: () => onClaim({ campaignId: campaign.id, stationId: nearest.station.id }),
            }
          : { text: '去领', kind, onTap: open }
      }
      onTap={open}
    />
  )
}

/** What it costs and how many are open now, and where the tap would claim it. */
function kitchenLines({ campaign, pickups }: CampaignNow, now: number): string[] {
  const [nearest] = pickups.filter((it) => it.left !== 0)
  if (!nearest) return ticketLines(campaign, 'refused')
  const count = pickups.filter((it) => it.left !== 0 && isOpen(it.openState)).length
  const { number, unit } = distanceText(nearest.distanceM)
  return [
    [priceText(campaign), count > 0 ? `${count} 家开着` : '现在都关着'].filter(Boolean).join(' · '),
    [`${nearest.station.name} · ${number} ${unit}`, count === 0 && untilText(nearest.openState, now)]
      .filter(Boolean)
      .join(' · '),
  ]
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
  const { draw } = campaign
  const due = draw && (Date.parse(draw.drawsAt) > now ? drawnText(draw.drawsAt) : '号码公布了，就要开奖')
  if (standing.state === 'entered') return { text: '已报名', why: due }
  if (standing.state === 'waiting') {
    return { text: `候补第 ${standing.place ?? 1} 位`, why: '有人退回就轮到你，自动给你一张券' }
  }
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
    case 'sold-out-today':
      return { text: '领完了', why }
    case 'campaign-ended':
      return draw
        ? { text: '报名截止', why: '怎么抽的、结果对不对，谁都能看' }
        : { text: '结束了', why: undefined }
    case 'membership-required':
      return { text: '先入会', why }
    case 'verification-required':
      return { text: '先实名', why }
    default:
      return { text: '现在不能领', why }
  }
}

interface ClaimedTicketProps extends Omit<OfferWays, 'onClaim'> {
  offer: Offer
  now: number
}

export function ClaimedTicket({ offer: { campaign, standing }, now, onOpen, onVoucher }: ClaimedTicketProps) {
  const { voucherId } = standing
  return (
    <Ticket
      title={campaign.title}
      lines={[
        campaign.items.map(({ name }) => name).join('、'),
        campaign.distribution === 'daily'
          ? `今天的领过了${nextDayOf(campaign, now) ? '，明天还有' : ''}`
          : collectText(campaign),
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
