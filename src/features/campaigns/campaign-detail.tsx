import { useCallback, useMemo, useState } from 'react'
import type { Campaign } from '@/contract'
import { Refusal } from '@/platform/call'
import { faultText, staleNotice } from '@/platform/query-view'
import {
  Actions,
  Bullets,
  Button,
  Card,
  Choice,
  EmptyState,
  ErrorState,
  Notice,
  Para,
  Screen,
  Section,
  SkeletonHero,
  SkeletonList,
} from '@/ui'
import { CampaignFoot, type CampaignWays } from './campaign-foot'
import { CampaignHero } from './campaign-hero'
import { itemText } from './campaign-words'
import { ClaimNotice } from './claim-notice'
import { DrawSteps } from './draw-steps'
import { OpenLedger } from './open-ledger'
import { PickupChoice } from './pickup-choice'
import { PresenceSheet } from './presence-sheet'
import './campaigns.scss'
import {
  type CampaignLedger,
  type CampaignNow,
  type CampaignView,
  nearestPickup,
  ofVariant,
} from './use-campaign'
import type { ClaimState } from './use-claim'

interface CampaignDetailProps extends CampaignWays {
  view: CampaignView
  ledger: CampaignLedger | undefined
  claim: ClaimState
  /** The station one comes from, or asked for before, picked beforehand. */
  stationId?: string
  /** The kind asked for before. */
  variant?: string
  /** Whether one comes to claim by a station's code. */
  presence?: boolean
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
  return <Loaded {...props} data={data} />
}

interface LoadedProps extends CampaignDetailProps {
  data: CampaignNow
}

function Loaded(props: LoadedProps) {
  const { data, view, ledger, claim, stationId, variant: asked, presence = false, ...ways } = props
  const { campaign, standing } = data
  const { id, distribution, draw, variants } = campaign
  const { fault, now } = view
  const bound = distribution === 'stock' || distribution === 'daily'
  // Nothing chosen yet: where it must be bound, the first station with any left; null is 哪个站都行, chosen.
  const [choice, setChoice] = useState<string | null | undefined>(stationId)
  const [variant, setVariant] = useState(asked)
  const [proving, setProving] = useState(presence)
  const canClaim = standing.state === 'claimable' || standing.state === 'anonymous'
  const canPick = canClaim && !draw
  const pick = useCallback((it: string | undefined) => setChoice(it ?? null), [])
  const pickups = useMemo(
    () => (variant === undefined ? data.pickups : ofVariant(data.pickups, variant)),
    [data.pickups, variant],
  )
  const chosen = choice && pickups.find((it) => it.station.id === choice && it.left !== 0)
  const picked = (chosen || (bound ? nearestPickup(pickups) : undefined))?.station
  const here = picked && ledger?.at.get(picked.id)
  return (
    <Screen
      title={campaign.title}
      back
      refreshing={view.refreshing}
      notice={fault && <Notice {...staleNotice(fault, view, now)} />}
      foot={
        <CampaignFoot {...{ data, claim, picked, variant, ...ways }} onPresence={() => setProving(true)} />
      }
    >
      <ClaimNotice claim={claim} onClaim={ways.onClaim} />
      <CampaignHero campaign={campaign} standing={standing} now={now} />
      {!isJust(campaign) && (
        <Card title="里面有">
          <Bullets mark="yes" items={campaign.items.map(itemText)} />
        </Card>
      )}
      {draw && (
        <Card title="怎么抽">
          <DrawSteps draw={draw} closesAt={campaign.closesAt} now={now} />
          <Actions>
            <Button kind="quiet" size="mid" text="看抽签，自己验" onTap={() => ways.onDraw(id)} />
          </Actions>
        </Card>
      )}
      {variants && canPick && (
        <>
          <Section title={`选${variants.label}`} />
          <Choice
            label={variants.label}
            options={variants.options.map((name) => ({ value: name, text: kindText(data, name) }))}
            value={variant ?? ''}
            onChange={setVariant}
          />
        </>
      )}
      {standing.state !== 'claimed' && (
        <>
          <Section
            title={whereTitle(data, canPick)}
            aside={`${campaign.stationCount} ${distribution === 'daily' ? '家' : '个驿站'}`}
          />
          <PickupChoice
            pickups={pickups}
            picked={picked?.id}
            now={now}
            anywhere={!bound}
            onPick={canPick ? pick : undefined}
          />
        </>
      )}
      {ledger && (
        <OpenLedger
          total={ledger.total}
          here={here && { name: picked.name, figures: here }}
          onAll={() => ways.onLedger(id)}
        />
      )}
      {campaign.demo && (
        <Para tone="quiet" center>
          演示数据
        </Para>
      )}
      {proving && canClaim && (
        <PresenceSheet
          station={picked}
          stationIds={new Set(pickups.map((it) => it.station.id))}
          busy={claim.state === 'claiming'}
          onCode={(code, at) => ways.onClaim({ campaignId: id, stationId: at, variant, presence: code })}
          onClose={() => setProving(false)}
        />
      )}
    </Screen>
  )
}

/** Whether its name says all that is in it. */
const isJust = ({ items: [first, ...more], title }: Campaign) =>
  more.length === 0 && first?.quantity === 1 && first.name === title

/** M, or XL 没有了 where no station has any. */
function kindText({ pickups }: CampaignNow, name: string): string {
  return nearestPickup(ofVariant(pickups, name)) ? name : `${name} 没有了`
}

function whereTitle({ campaign: { distribution, draw, presence } }: CampaignNow, canPick: boolean): string {
  if (draw) return '抽中了，到这儿取'
  if (distribution === 'daily') return '在哪儿吃'
  if (presence) return '到哪儿领'
  return distribution === 'stock' || !canPick ? '在哪儿取' : '在哪儿取（可以不选）'
}
