import { useMemo } from 'react'
import { openMap } from '@/platform'
import type { Refusal } from '@/platform/call'
import { metresBetween } from '@/rules/nearest'
import { isOpen } from '@/rules/opening-hours'
import { distanceText, momentText } from '@/rules/wording'
import { Actions, Button, List, ListRow, Outcome, Screen } from '@/ui'
import type { Claim } from './api'
import type { From } from './from'
import { pickupWords } from './pickup-choice'
import type { Pickup } from './use-campaign'
import type { Settled } from './use-claim'

interface RefusedProps {
  refused: Settled & { state: 'refused' }
  title: string
  /** The campaign's stations as last seen, for what a refusal does not tell: whether they are open. */
  pickups?: readonly Pickup[]
  /** Epoch ms, for `pickups`. */
  now?: number
  from: From
  onClaim: (claim: Claim) => void
  onVoucher: (voucherId: string) => void
  onBack: () => void
  onBenefits: () => void
  onUnion: () => void
}

/** As many other stations as fit without scrolling. */
const elsewhereShown = 3

const none: readonly Pickup[] = []

/** Why it was refused, and where or when it would work. */
export function Refused(props: RefusedProps) {
  const {
    refused,
    title,
    pickups = none,
    now = 0,
    from,
    onClaim,
    onVoucher,
    onBack,
    onBenefits,
    onUnion,
  } = props
  const { claim, refusal, busy } = refused
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
        .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity))
        .slice(0, elsewhereShown),
    [refusal, claim.stationId, pickups, from, now],
  )
  const { heldId } = refusal
  const best = elsewhere[0]?.place
  const back = (
    <Button
      kind="quiet"
      size="mid"
      text={best ? '再看看' : '看看别的福利'}
      onTap={best ? onBack : onBenefits}
    />
  )
  return (
    <Screen
      title={title}
      back
      onBack={onBack}
      foot={
        <Actions>
          {heldId ? (
            <Button icon="ticket" text="看券" onTap={() => onVoucher(heldId)} />
          ) : refusal.code === 'membership-required' ? (
            <Button text="去入会" onTap={onUnion} />
          ) : (
            best && (
              <Button
                text={`改到${best.name}领`}
                busy={busy}
                onTap={() => onClaim({ campaignId: claim.campaignId, stationId: best.stationId })}
              />
            )
          )}
          {back}
        </Actions>
      }
    >
      <Outcome icon="gift" tone="shut" title={refusal.detail} note={note(refusal, elsewhere.length > 0)} />
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

function note({ code, retryAt, at }: Refusal, elsewhere: boolean): string | undefined {
  if (code === 'already-claimed' && at) return `${momentText(Date.parse(at))} 领的`
  if (retryAt) return `${momentText(Date.parse(retryAt))} 再来`
  if (code === 'sold-out-here')
    return elsewhere ? '你还没领过，别的站还有' : '你还没领过，别的站这会儿也没有了'
  return undefined
}
