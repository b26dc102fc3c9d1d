import { View } from '@tarojs/components'
import { memo, useState } from 'react'
import type { OpenState } from '@/contract'
import { distanceText, stateText } from '@/rules/wording'
import { isOpen } from '@/rules/opening-hours'
import { BigNumber, Button, Icon, List, ListRow, Tap } from '@/ui'
import type { Pickup } from './use-campaign'
import './pickup-choice.scss'

interface PickupChoiceProps {
  pickups: readonly Pickup[]
  /** Undefined where none is bound. */
  picked: string | undefined
  now: number
  /** Whether any of the stations would do, so that none need be bound. */
  anywhere: boolean
  /** Absent where there is nothing to pick for: then it only shows them. */
  onPick?: (stationId: string | undefined) => void
}

/** Rows at first, and added by each tap on 更多. */
const page = 6

/** Where to collect it: one of the stations, nearest first; those with none left say so and cannot be picked. */
export function PickupChoice({ pickups, picked, now, anywhere, onPick }: PickupChoiceProps) {
  const [shown, setShown] = useState(page)
  const rows = pickups.slice(0, shown)
  // A station picked by a link may be far down.
  const away = picked === undefined ? undefined : pickups.slice(shown).find((it) => it.station.id === picked)
  const hiddenCount = pickups.length - rows.length
  return (
    <View>
      <List>
        {onPick && anywhere && (
          <AnywhereRow on={picked === undefined} count={pickups.length} onPick={onPick} />
        )}
        {(away ? [away, ...rows] : rows).map((it) => {
          const words = pickupWords(it, now)
          const { id } = it.station
          return onPick ? (
            <PickupRow key={id} it={it} words={words} on={id === picked} onPick={onPick} />
          ) : (
            <ShownRow key={id} it={it} words={words} />
          )
        })}
      </List>
      {hiddenCount > 0 && (
        <View className="pk-more">
          <Button
            kind="quiet"
            size="small"
            text={`还有 ${hiddenCount} 个驿站`}
            onTap={() => setShown(shown + 20)}
          />
        </View>
      )}
    </View>
  )
}

/** What is left here, and whether it is open. */
export function pickupWords(
  { left, openState }: { left: number | null; openState: OpenState | undefined },
  now: number,
): string {
  if (left === 0) return '领完了'
  return [left !== null && `还有 ${left} 份`, openState && stateText(openState, now)]
    .filter(Boolean)
    .join(' · ')
}

interface PickupRowProps {
  it: Pickup
  words: string
  on: boolean
  onPick: (stationId: string) => void
}

const PickupRow = memo(
  function PickupRow({ it: { station, distanceM, left, openState }, words, on, onPick }: PickupRowProps) {
    const far = distanceText(distanceM)
    const gone = left === 0
    return (
      <Tap
        className={gone ? 'pk pk-shut' : 'pk'}
        role="radio"
        on={on}
        disabled={gone}
        label={`${station.name}，${far.number}${far.unit}，${words}`}
        onTap={() => onPick(station.id)}
      >
        <View className="pk-far">
          <BigNumber value={far.number} unit={far.unit} size="row" />
        </View>
        <View className="pk-main">
          <View className="pk-name">{station.name}</View>
          <View className={`pk-note ${gone || !isOpen(openState) ? 't-closed' : 't-open'}`}>{words}</View>
        </View>
        <Dot on={on} gone={gone} />
      </Tap>
    )
  },
  (a, b) =>
    a.it.station === b.it.station &&
    a.it.distanceM === b.it.distanceM &&
    a.words === b.words &&
    a.on === b.on &&
    a.onPick === b.onPick,
)

function ShownRow({ it: { station, distanceM, left, openState }, words }: { it: Pickup; words: string }) {
  const far = distanceText(distanceM)
  return (
    <ListRow
      figure={{ value: far.number, unit: far.unit }}
      title={station.name}
      note={words}
      noteTone={left !== 0 && isOpen(openState) ? 'open' : 'closed'}
    />
  )
}

interface AnywhereRowProps {
  on: boolean
  count: number
  onPick: (stationId: undefined) => void
}

function AnywhereRow({ on, count, onPick }: AnywhereRowProps) {
  return (
    <Tap className="pk" role="radio" on={on} label={`${count} 个驿站都能取`} onTap={() => onPick(undefined)}>
      <View className="pk-far">
        <Icon name="map" size={26} />
      </View>
      <View className="pk-main">
        <View className="pk-name">哪个站都行</View>
        <View className="pk-note t-quiet">{`${count} 个驿站都能取`}</View>
      </View>
      <Dot on={on} />
    </Tap>
  )
}

function Dot({ on, gone }: { on: boolean; gone?: boolean }) {
  if (gone) return <View className="pk-dot pk-gone" />
  return <View className={on ? 'pk-dot pk-on' : 'pk-dot'}>{on && <Icon name="check" size={18} />}</View>
}
