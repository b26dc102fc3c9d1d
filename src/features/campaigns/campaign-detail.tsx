import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import type { Campaign, Figures, Standing } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, isOffline, staleText } from '@/platform/query-view'
import { lastMomentText, momentText } from '@/rules/wording'
import {
  Bullets,
  Button,
  Card,
  EmptyState,
  ErrorState,
  HeroCard,
  Notice,
  Para,
  Screen,
  Section,
  SkeletonHero,
  SkeletonList,
  Tag,
} from '@/ui'
import { forWhom, itemText, leftFigure } from './campaign-words'
import { ClaimNotice } from './claim-notice'
import { OpenLedger } from './open-ledger'
import { PickupChoice } from './pickup-choice'
import './campaigns.scss'
import { type CampaignNow, type CampaignView, nearestPickup } from './use-campaign'
import type { Claim } from './api'
import type { ClaimState } from './use-claim'

interface CampaignDetailProps {
  view: CampaignView
  ledger: { total: Figures; at: Map<string, Figures> } | undefined
  claim: ClaimState
  /** The station one comes from, picked beforehand. */
  stationId?: string
  onVoucher: (voucherId: string) => void
  /** Claims at once, or after login where there is no session. */
  onClaim: (claim: Claim) => void
  onBenefits: () => void
  /** To joining a union, for what is for members. */
  onUnion: () => void
}

/** One campaign: what it is, where to collect it, and the one tap that claims it. */
export function CampaignDetail(props: CampaignDetailProps) {
  const { view, onBenefits } = props
  const { data, fault, refresh } = view
  const retry = { text: '重试', onTap: () => void refresh() }
  const leave = { text: '看看别的福利', onTap: onBenefits }

  if (fault instanceof Refusal && fault.code === 'not-found') {
    return (
      <Screen title="福利" back>
        <EmptyState title="没有这份福利" note="可能已经结束，或链接不全" action={leave} />
      </Screen>
    )
  }
  if (!data) {
    return (
      <Screen title="福利" back>
        {fault ? (
          <ErrorState {...faultText(fault)} action={retry} second={leave} />
        ) : (
          <>
            <SkeletonHero />
            <SkeletonList rows={4} lead />
          </>
        )}
      </Screen>
    )
  }
  return <Loaded {...props} data={data} retry={retry} />
}

interface LoadedProps extends CampaignDetailProps {
  data: CampaignNow
  retry: { text: string; onTap: () => void }
}

function Loaded({ data, view, ledger, claim, stationId, retry, ...ways }: LoadedProps) {
  const { campaign, pickups } = data
  const { fault, now } = view
  const bound = campaign.distribution === 'stock'
  // Nothing chosen yet: where it must be bound, the nearest station with any left; null is 哪个站都行, chosen.
  // After a claim that got no answer: the station it was for.
  const [choice, setChoice] = useState<string | null | undefined>(
    claim.state === 'unsure' ? claim.claim.stationId : stationId,
  )
  const canPick = data.standing.state === 'claimable' || data.standing.state === 'anonymous'
  const pick = useCallback((id: string | undefined) => setChoice(id ?? null), [])
  const chosen = choice && pickups.find((it) => it.station.id === choice && it.left !== 0)
  const picked = chosen || (bound ? nearestPickup(pickups) : undefined)
  const here = picked && ledger?.at.get(picked.station.id)
  const whom = forWhom(campaign)
  const left = leftFigure(campaign)
  const due = dueWords(campaign)
  return (
    <Screen
      title={campaign.title}
      back
      refreshing={view.refreshing}
      notice={
        fault ? (
          <Notice kind={isOffline(fault) ? 'offline' : 'warn'} action={retry}>
            {staleText(fault, view, now)}
          </Notice>
        ) : undefined
      }
      foot={<Foot {...{ data, claim, picked: picked?.station, ...ways }} />}
    >
      <ClaimNotice claim={claim} onClaim={ways.onClaim} />
      <HeroCard
        top={<Tag state="plain" text={campaign.sponsor} />}
        title={left.unit ? undefined : keptWords[data.standing.state]}
        figure={left.unit ? { value: left.value, unit: `${left.unit}还能领` } : undefined}
        side={{ ...due, tone: 'warn' }}
        note={whom || undefined}
      >
        {!left.unit && <Para inset tone="warn">{`${due.strong}，${due.note}`}</Para>}
        <Para inset>{campaign.summary}</Para>
      </HeroCard>
      <Card title="里面有">
        <Bullets mark="yes" items={campaign.items.map(itemText)} />
      </Card>
      {data.standing.state !== 'claimed' && (
        <>
          <Section
            title={bound || !canPick ? '在哪儿取' : '在哪儿取（可以不选）'}
            aside={`${campaign.stationCount} 个驿站`}
          />
          <PickupChoice
            pickups={pickups}
            picked={picked?.station.id}
            now={now}
            anywhere={!bound}
            onPick={canPick ? pick : undefined}
          />
        </>
      )}
      {ledger && (
        <OpenLedger total={ledger.total} here={here && { name: picked.station.name, figures: here }} />
      )}
      {campaign.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
    </Screen>
  )
}

/** What one is kept for each means to whoever looks. */
const keptWords: Record<Standing['state'], string> = {
  claimable: '给你留着一份',
  claimed: '你领过了',
  entered: '你已报名',
  waiting: '你在候补',
  refused: '符合的人人有份',
  anonymous: '符合的人人有份',
}

/** Until when to claim it, and to collect it. */
function dueWords({ closesAt, redeemBy }: Campaign): { strong: string; note: string } {
  const claim = lastMomentText(Date.parse(closesAt))
  return closesAt === redeemBy
    ? { strong: `到 ${claim}`, note: '领取、取货都在这之前' }
    : { strong: `领取到 ${claim}`, note: `取货到 ${lastMomentText(Date.parse(redeemBy))}` }
}

interface FootProps extends Pick<
  CampaignDetailProps,
  'claim' | 'onClaim' | 'onVoucher' | 'onBenefits' | 'onUnion'
> {
  data: CampaignNow
  picked: { id: string; name: string } | undefined
}

/** The main action, or why there is none. */
function Foot({
  data: { campaign, standing },
  claim,
  picked,
  onClaim,
  onVoucher,
  onBenefits,
  onUnion,
}: FootProps) {
  const { voucherId } = standing
  if (standing.state === 'claimed') {
    return voucherId ? (
      <Button icon="ticket" text="看券" onTap={() => onVoucher(voucherId)} />
    ) : (
      <Button kind="quiet" text="领过了，看看别的" onTap={onBenefits} />
    )
  }
  if (standing.state === 'entered' || standing.state === 'waiting') {
    return <Button kind="quiet" text={`${keptWords[standing.state]}，看看别的`} onTap={onBenefits} />
  }
  if (standing.state === 'refused' && standing.code === 'membership-required') {
    return (
      <>
        <View className="cd-at">{standing.why}</View>
        <Button text="去入会" onTap={onUnion} />
      </>
    )
  }
  if (standing.state === 'refused') {
    const when = standing.retryAt && `${momentText(Date.parse(standing.retryAt))} 开始领`
    return <Button text="现在不能领" disabled why={[standing.why, when].filter(Boolean).join('，')} />
  }
  if (campaign.distribution === 'stock' && !picked) return <Button text="领取" disabled why="都领完了" />
  return (
    <>
      <View className="cd-at">{picked ? `到${picked.name}取` : '哪个站都能取'}</View>
      <Button
        text={standing.state === 'anonymous' ? '登录后领取' : '领取'}
        busy={claim.state === 'claiming'}
        onTap={() => onClaim({ campaignId: campaign.id, stationId: picked?.id })}
      />
    </>
  )
}
