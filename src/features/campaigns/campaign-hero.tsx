import type { Campaign, Standing } from '@/contract'
import { nextDayOf } from '@/rules/eligibility'
import { lastMomentText, yuan } from '@/rules/wording'
import { HeroCard, Para, Tag } from '@/ui'
import { collectText, drawnText, forWhom, leftFigure } from './campaign-words'

/** What one is kept for each means to whoever looks. */
export const keptWords: Record<Standing['state'], string> = {
  claimable: '给你留着一份',
  claimed: '你领过了',
  entered: '你已报名',
  waiting: '你在候补',
  refused: '符合的人人有份',
  anonymous: '符合的人人有份',
}

interface Due {
  strong: string
  note?: string
  tone: 'open' | 'closed' | 'warn'
}

/** Until when to claim it, and to collect it. */
function dueWords(campaign: Campaign, now: number): Due {
  const { closesAt, redeemBy, redeemFrom, draw, left } = campaign
  const claim = lastMomentText(Date.parse(closesAt))
  if (draw) return { strong: drawnText(draw.drawsAt), note: `报名到 ${claim}`, tone: 'warn' }
  if (campaign.distribution === 'daily') {
    const again = nextDayOf(campaign, now) ? '明天还有' : undefined
    return left === 0
      ? { strong: '今天的领完了', note: again, tone: 'closed' }
      : { strong: left === null ? '今天还有' : `今天还有 ${left} 份`, note: '当天领，当天用', tone: 'open' }
  }
  return closesAt === redeemBy && !redeemFrom
    ? { strong: `到 ${claim}`, note: '领取、取货都在这之前', tone: 'warn' }
    : { strong: `领取到 ${claim}`, note: collectText(campaign), tone: 'warn' }
}

/** The one figure that counts: what one pays, how many are drawn, or how many are left. */
function figureOf(campaign: Campaign): { value: string; unit: string } | undefined {
  const { price, draw, distribution } = campaign
  if (price) return { value: yuan(price.ownFen), unit: `元 · 原价 ${yuan(price.fullFen)} 元` }
  if (draw) return { value: String(draw.prizes), unit: '份，抽签' }
  const { value, unit } = leftFigure(campaign)
  return unit === undefined
    ? undefined
    : { value, unit: distribution === 'daily' ? `${unit}，今天` : `${unit}还能领` }
}

interface CampaignHeroProps {
  campaign: Campaign
  standing: Standing
  /** Epoch ms. */
  now: number
}

/** What a campaign is, in its one figure, and until when. */
export function CampaignHero({ campaign, standing, now }: CampaignHeroProps) {
  const { sponsor, summary, uses } = campaign
  const figure = figureOf(campaign)
  const due = dueWords(campaign, now)
  return (
    <HeroCard
      top={<Tag state="plain" text={sponsor} />}
      title={figure ? undefined : keptWords[standing.state]}
      figure={figure}
      side={due}
      note={forWhom(campaign) || undefined}
    >
      {!figure && (
        <Para inset tone="warn">
          {[due.strong, due.note].filter(Boolean).join('，')}
        </Para>
      )}
      {uses && <Para inset tone="strong">{`一张卡能用 ${uses} 次`}</Para>}
      <Para inset>{summary}</Para>
    </HeroCard>
  )
}
