import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { cx } from './cx'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import { Tap } from './tap'

/** Tiles two in a row. */
export function Tiles({ children }: { children: ReactNode }) {
  return <View className="tiles">{children}</View>
}

interface TileProps {
  icon: IconName
  title: string
  note?: string
  /** empty: a dashed place to fill; done: filled and ticked; busy: being filled. */
  state?: 'plain' | 'empty' | 'done' | 'busy'
  /** Of a busy one, 0–1. */
  progress?: number
  onTap?: () => void
}

/** A square to tap: an icon, a title, what state it is in. */
export function Tile({ icon, title, note, state = 'plain', progress = 0, onTap }: TileProps) {
  return (
    <Tap className={cx('tile', `tile-${state}`)} onTap={onTap}>
      {state === 'busy' && <View className="tile-bar" style={{ width: `${Math.round(progress * 100)}%` }} />}
      <Icon name={state === 'done' ? 'check' : icon} size={38} />
      <View className="tile-title">{title}</View>
      {note && <View className="tile-note">{note}</View>}
    </Tap>
  )
}
