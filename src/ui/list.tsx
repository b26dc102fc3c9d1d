import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from './a11y'
import { BigNumber } from './big-number'
import { cx, phrased } from './cx'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import { Tap } from './tap'

/** A card of rows. */
export function List({ children }: { children: ReactNode }) {
  return <View className="list">{children}</View>
}

interface ListRowProps {
  title: string
  note?: string
  noteTone?: 'open' | 'closed' | 'warn' | 'stop'
  /** Left of the words: a figure with its unit, or an icon. */
  figure?: { value: string; unit: string }
  icon?: IconName
  /** Right of the words: a value, or (tappable rows have it by themselves) the arrow. */
  value?: string
  valueTone?: 'amount'
  onTap?: () => void
  /** A second action at the right end, beside the row's own. */
  action?: { icon: IconName; label: string; onTap: () => void }
}

export function ListRow(props: ListRowProps) {
  const { title, note, noteTone, figure, icon, value, valueTone, onTap, action } = props
  const main = cx('row-in', action && 'row-tight')
  const inside = (
    <>
      {figure && (
        <View className="row-lead">
          <BigNumber value={figure.value} unit={figure.unit} size="row" />
        </View>
      )}
      {icon && <Icon name={icon} size={26} className="row-icon" />}
      <View className="row-main">
        <View className={cx('row-title', phrased(title))}>{title}</View>
        {note && <View className={cx('row-note', noteTone && `t-${noteTone}`)}>{note}</View>}
      </View>
      {value && <View className={cx('row-value', valueTone && `t-${valueTone}`)}>{value}</View>}
      {onTap && !action && !figure && <Icon name="more" size={18} className="row-more" />}
    </>
  )
  return (
    <View className="row">
      {onTap ? (
        <Tap className={main} onTap={onTap}>
          {inside}
        </Tap>
      ) : (
        <View className={main}>{inside}</View>
      )}
      {action && (
        <Tap className="row-act" label={action.label} onTap={action.onTap}>
          <Icon name={action.icon} size={22} />
        </Tap>
      )}
    </View>
  )
}

interface SwitchRowProps {
  title: string
  note?: string
  icon?: IconName
  on: boolean
  disabled?: boolean
  onChange: (on: boolean) => void
}

/** A row that is switched on or off. The knob's place and a word tell the state, not its colour alone. */
export function SwitchRow({ title, note, icon, on, disabled, onChange }: SwitchRowProps) {
  return (
    <View className="row">
      <Tap
        className="row-in"
        role="switch"
        label={title}
        on={on}
        disabled={disabled}
        onTap={() => onChange(!on)}
      >
        {icon && <Icon name={icon} size={26} className="row-icon" />}
        <View className="row-main">
          <View className={cx('row-title', phrased(title))}>{title}</View>
          {note && <View className="row-note">{note}</View>}
        </View>
        <View className="row-value">{on ? '开' : '关'}</View>
        <View className={cx('sw', on && 'sw-on')}>
          <View className="sw-knob" />
        </View>
      </Tap>
    </View>
  )
}

interface PairRow {
  label: string
  note?: string
  value: string
  tone?: 'open' | 'amount' | 'quiet'
  strong?: boolean
}

/** Labels on the left, values on the right: what it pays, when it is open. */
export function Pairs({ rows }: { rows: PairRow[] }) {
  return (
    <View className="pairs">
      {rows.map((row, i) => (
        // Two things may have one name.
        <View className="pair" key={`${row.label} ${i}`}>
          <View className={cx('pair-label', row.strong && 'b')}>
            {row.label}
            {row.note && <View className="pair-note">{row.note}</View>}
          </View>
          <View className={cx('pair-value', row.tone && `t-${row.tone}`)}>{row.value}</View>
        </View>
      ))}
    </View>
  )
}

/** Short lines marked as not so (a cross) or so (a tick). */
export function Bullets({ items, mark }: { items: string[]; mark: 'no' | 'yes' }) {
  return (
    <View className="buls" {...a11y('list')}>
      {items.map((item) => (
        <View className="bul" key={item} {...a11y('listitem')}>
          <Icon
            name={mark === 'no' ? 'cross' : 'check'}
            size={18}
            className={mark === 'no' ? 't-stop' : 't-open'}
          />
          <View className="bul-text">{item}</View>
        </View>
      ))}
    </View>
  )
}
