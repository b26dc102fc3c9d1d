import { useMemo } from 'react'
import { openMap } from '@/platform'
import type { Refusal } from '@/platform/call'
import { metresBetween } from '@/rules/nearest'
import { isOpen } from '@/rules/opening-hours'
import { distanceText, momentText } from '@/rules/wording'
import { Actions, Button, type IconName, List, ListRow, Outcome, Screen } from '@/ui'
import type { Claim } from './api'
import type { From } from './from'
import { pickupWords } from './pickup-choice'
import type { Pickup } from './use-campaign'
import type { Settled } from './use-claim'

/** Where a refusal leads. */
export interface RefusedWays {
  onClaim: (claim: Claim) => void
  onVoucher: (voucherId: string) => void
  onDraw: (campaignId: string) => void
  /** To claim by the code of the station where one stands. */
  onPresence: (campaignId: string) => void
  onBack: () => void
  onBenefits: () => void
  onUnion: () => void
  onVerify: () => void
  onOccupation: () => void
}

interface RefusedProps extends RefusedWays {
  refused: Settled & { state: 'refused' }
  title: string
  /** The campaign's stations as last seen, for what a refusal does not tell: whether they are open. */
  pickups?: readonly Pickup[]
  /** Epoch ms, for `pickups`. */
  now?: number
  from: From
}

/** As many other stations as fit without scrolling. */
const elsewhereShown = 3

const none: readonly Pickup[] = []

/** Why it was refused, and where or when it would work. */
export function Refused({ refused, title, pickups = none, now = 0, from, ...ways }: RefusedProps) {
  const { claim, refusal, busy } = refused
  const { onBack, onBenefits } = ways
  const elsewhere = useMemo(
    () =>
      (refusal.where ?? [])
        .filter((it) => it.stationId !== claim.stationId)
        .map((place) => {
          const known = pickups.find((it) => it.station.id === place.stationId)
          const point = place.point ?? known?.station.point
          return {
            place,
            point,
            metres: point ? metresBetween(from.point, point) : place.distanceM,
            open: known === undefined || isOpen(known.openState),
            words: pickupWords({ left: place.left ?? null, openState: known?.openState }, now),
          }
        })
        // What is open now is worth some way.
        .sort((a, b) => Number(b.open) - Number(a.open) || (a.metres ?? Infinity) - (b.metres ?? Infinity))
        .slice(0, elsewhereShown),
    [refusal, claim.stationId, pickups, from, now],
  )
  const best = elsewhere[0]?.place
  const way = best
    ? {
        text: `改到${best.name}领`,
        busy,
        onTap: () => ways.onClaim({ ...claim, stationId: best.stationId, presence: undefined }),
      }
    : wayOn(refusal, claim, ways)
  return (
    <Screen
      title={title}
      back
      onBack={onBack}
      foot={
        <Actions>
          {way && <Button {...way} />}
          <Button
            kind="quiet"
            size="mid"
            text={best || way ? '再看看' : '看看别的福利'}
            onTap={best || way ? onBack : onBenefits}
          />
        </Actions>
      }
    >
      <Outcome icon="gift" tone="shut" title={refusal.detail} note={noteOf(refusal, elsewhere.length > 0)} />
      {elsewhere.length > 0 && (
        <List>
          {elsewhere.map(({ place, point, metres, words, open }) => {
            const far = metres === undefined ? undefined : distanceText(metres)
            return (
              <ListRow
                key={place.stationId}
                title={place.name}
                figure={far && { value: far.number, unit: far.unit }}
                note={words}
                noteTone={open ? 'open' : 'closed'}
                action={
                  point && {
                    icon: 'go',
                    label: `去${place.name}`,
                    onTap: () => openMap({ ...point, name: place.name }),
                  }
                }
              />
            )
          })}
        </List>
      )}
    </Screen>
  )
}

interface Way {
  text: string
  icon?: IconName
  onTap: () => void
}

/** What would put it right. */
function wayOn({ code, heldId }: Refusal, { campaignId }: Claim, ways: RefusedWays): Way | undefined {
  switch (code) {
    case 'already-claimed':
      return heldId === undefined
        ? undefined
        : { icon: 'ticket', text: '看券', onTap: () => ways.onVoucher(heldId) }
    case 'already-entered':
      return { text: '看我的签', onTap: () => ways.onDraw(campaignId) }
    case 'membership-required':
      return { text: '去入会', onTap: ways.onUnion }
    case 'region-elsewhere':
      return { text: '看看我的工会', onTap: ways.onUnion }
    case 'verification-required':
      return { text: '去实名', onTap: ways.onVerify }
    case 'not-eligible':
      return { text: '看看我的工种', onTap: ways.onOccupation }
    case 'slowed':
    case 'presence-required':
    case 'presence-stale':
    case 'presence-elsewhere':
      return { icon: 'scan', text: '到站扫码领', onTap: () => ways.onPresence(campaignId) }
    default:
      return undefined
  }
}

/** When it would work, or what else is worth knowing. */
function noteOf({ code, retryAt, at }: Refusal, elsewhere: boolean): string | undefined {
  const again = retryAt && momentText(Date.parse(retryAt))
  if (code === 'slowed') return again && `不到站，${again} 后再领也行`
  if (code === 'already-claimed' && at) {
    const claimed = `${momentText(Date.parse(at))} 领的`
    return again ? `${claimed}，${again} 又有` : claimed
  }
  if (again) return code === 'sold-out-today' ? `${again} 又有` : `${again} 再来`
  if (code === 'sold-out-here')
    return elsewhere ? '你还没领过，别的站还有' : '你还没领过，别的站这会儿也没有了'
  if (code === 'sold-out') return '有人退回就又有，过会儿再看看'
  if (code === 'presence-stale') return '码半分钟换一个，扫现在亮着的'
  return undefined
}
