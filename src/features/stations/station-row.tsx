import { memo } from 'react'
import { stateText } from '@/rules/wording'
import { ListRow } from '@/ui'
import { sideText } from './driving'
import { facilityText } from './facilities'
import { rowFigure } from './far-words'
import { saidFull } from './live-words'
import { openTone } from './open-words'
import type { StationNow } from './stations-now'

interface StationRowProps {
  it: StationNow
  /** Whether it is open, in words; told apart from `it` so that a row is drawn anew only when its words change. */
  words: string
  onGo: (it: StationNow) => void
  onOpen: (it: StationNow) => void
}

/** What few stations have, and is worth naming in a row. */
const rare = ['swap', 'parking', 'shower', 'haircut', 'laundry'] as const

export const rowWords = ({ station, openState, drive, live }: StationNow, now: number): string => {
  const has = rare.filter((kind) => station.facilities.some((it) => it.kind === kind)).slice(0, 2)
  const more = drive ? sideText(drive.side) : has.map(facilityText).join(' ')
  const wrong = station.doubt ? '待核实' : saidFull(live, now) && '有人说满了'
  return [wrong, stateText(openState, now), more].filter(Boolean).join(' · ')
}

function Row({ it, words, onGo, onOpen }: StationRowProps) {
  return (
    <ListRow
      figure={rowFigure(it)}
      title={it.station.name}
      note={words}
      noteTone={it.station.doubt ? 'warn' : openTone(it.openState)}
      onTap={() => onOpen(it)}
      action={{ icon: 'go', label: `去${it.station.name}`, onTap: () => onGo(it) }}
    />
  )
}

/** One station in the list. */
export const StationRow = memo(
  Row,
  (a, b) =>
    a.it.station === b.it.station &&
    a.it.distanceM === b.it.distanceM &&
    a.it.drive?.minutes === b.it.drive?.minutes &&
    a.words === b.words &&
    openTone(a.it.openState) === openTone(b.it.openState) &&
    a.onGo === b.onGo &&
    a.onOpen === b.onOpen,
)
