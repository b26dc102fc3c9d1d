import { memo } from 'react'
import type { FacilityKind } from '@/contract'
import { Actions, Button, Facts, HeroCard, Tag } from '@/ui'
import { openTag, remainingText, untilText } from '@/rules/wording'
import { askedFirst, facilityFact, facilityPhrase } from './facilities'
import { sideText } from './driving'
import { farFigure, minutesTo } from './far-words'
import { doubtText, fullText, seenText } from './live-words'
import type { StationNow } from './stations-now'
import { openTone, tagState } from './open-words'

interface NearestCardProps {
  it: StationNow
  now: number
  /** What was asked for is named first. */
  asked: readonly FacilityKind[]
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
  asked,
  byTimetable,
  onGo,
  onOpen,
}: NearestCardProps) {
  const { station, openState, live } = it
  const there = minutesTo(it)
  const until = 'until' in openState && openState.until ? Date.parse(openState.until) - now : undefined
  const tag = openTag(openState)
  return (
    <HeroCard
      top={<Tag state={tagState(openState)} text={byTimetable ? `按时间表，${tag}` : tag} />}
      title={station.name}
      figure={farFigure(it)}
      side={{
        strong: untilText(openState, now),
        note: (it.drive && sideText(it.drive.side)) || sideNote(it, until),
        tone: openTone(openState),
      }}
      note={
        doubtText(station) ??
        fullText(live, now) ??
        (until !== undefined && until < there * 60_000 ? '到了可能就关门了' : seenText(live, now))
      }
      foot={
        <Actions split>
          <Button icon="go" text="去这里" label={`去这里，${station.name}`} onTap={() => onGo(it)} />
          <Button kind="quiet" text="看看" label={`看看，${station.name}`} onTap={() => onOpen(it)} />
        </Actions>
      }
    >
      <Facts
        items={askedFirst(station.facilities, asked)
          .slice(0, factsShown)
          .map((facility) => ({
            icon: facilityFact(facility).icon,
            text: facilityPhrase(facility),
          }))}
      />
    </HeroCard>
  )
})

function sideNote({ openState }: StationNow, untilMs: number | undefined): string | undefined {
  if (openState.state === 'closed') return openState.reason
  if (openState.state === 'unknown') return undefined
  if (openState.access === 'qr') return '无人值守'
  return untilMs === undefined ? undefined : remainingText(untilMs)
}
