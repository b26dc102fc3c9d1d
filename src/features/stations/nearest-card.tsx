import { memo } from 'react'
import { Actions, Button, Facts, HeroCard, Tag } from '@/ui'
import { distanceText, openTag, remainingText, rideMinutes, untilText } from '@/rules/wording'
import { facilityFact, facilityPhrase } from './facilities'
import type { StationNow } from './stations-now'
import { openTone, tagState } from './open-words'

interface NearestCardProps {
  it: StationNow
  now: number
  /** Without signal nobody can say more than the timetable. */
  byTimetable: boolean
  onGo: (it: StationNow) => void
  onOpen: (it: StationNow) => void
}

/** As many facts as two lines of the card hold. */
const factsShown = 5

/** The station to go to: how far, until when, what it has. */
export const NearestCard = memo(function NearestCard({
  it,
  now,
  byTimetable,
  onGo,
  onOpen,
}: NearestCardProps) {
  const { station, distanceM, openState } = it
  const far = distanceText(distanceM)
  const ride = rideMinutes(distanceM)
  const until = 'until' in openState && openState.until ? Date.parse(openState.until) - now : undefined
  const tag = openTag(openState)
  return (
    <HeroCard
      top={<Tag state={tagState(openState)} text={byTimetable ? `按时间表，${tag}` : tag} />}
      title={station.name}
      figure={{ value: far.number, unit: `${far.unit} · 骑 ${ride} 分钟` }}
      side={{
        strong: untilText(openState, now),
        note: sideNote(it, until),
        tone: openTone(openState),
      }}
      note={until !== undefined && until < ride * 60_000 ? '骑到可能就关门了' : undefined}
    >
      <Facts
        items={station.facilities.slice(0, factsShown).map((facility) => ({
          icon: facilityFact(facility).icon,
          text: facilityPhrase(facility),
        }))}
      />
      <Actions split>
        <Button icon="go" text="去这里" label={`去这里，${station.name}`} onTap={() => onGo(it)} />
        <Button kind="quiet" text="看看" label={`看看，${station.name}`} onTap={() => onOpen(it)} />
      </Actions>
    </HeroCard>
  )
})

function sideNote({ openState }: StationNow, untilMs: number | undefined): string | undefined {
  if (openState.state === 'closed') return openState.reason
  if (openState.state === 'unknown') return undefined
  if (openState.access === 'qr') return '无人值守'
  return untilMs === undefined ? undefined : remainingText(untilMs)
}
