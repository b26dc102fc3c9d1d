import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { heading } from './a11y'
import { BigNumber } from './big-number'
import { cx, phrased } from './cx'

interface HeroCardProps {
  /** A Tag, or a plain line above the title. */
  top?: ReactNode
  title?: string
  /** The one figure that counts, with what it is. */
  figure?: { value: string; unit: string }
  /** Right of the figure: one strong line and one plain one. */
  side?: { strong: string; note?: string; tone?: 'open' | 'closed' | 'warn' }
  /** Facts. */
  children?: ReactNode
  /** One quiet line. */
  note?: string
  /** Buttons, below the note. */
  foot?: ReactNode
}

/** The one large card of a screen. */
export function HeroCard({ top, title, figure, side, children, note, foot }: HeroCardProps) {
  return (
    <View className="hero">
      {top && <View className="hero-top">{top}</View>}
      {title && (
        <View className={cx('hero-title', phrased(title))} {...heading(2)}>
          {title}
        </View>
      )}
      {figure && (
        <View className="far">
          <BigNumber value={figure.value} unit={figure.unit} />
          {side && (
            <View className="far-side">
              <View className={cx('far-strong', `t-${side.tone ?? 'open'}`)}>{side.strong}</View>
              {side.note && <View className="far-note">{side.note}</View>}
            </View>
          )}
        </View>
      )}
      {children}
      {note && <View className="hero-note">{note}</View>}
      {foot}
    </View>
  )
}
