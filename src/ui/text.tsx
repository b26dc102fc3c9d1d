import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { heading } from './a11y'
import { cx } from './cx'

interface ParaProps {
  /** quiet: what may be missed; strong; open, closed, warn, stop: a state, which the words must tell too. */
  tone?: 'quiet' | 'strong' | 'open' | 'closed' | 'warn' | 'stop'
  /** Without the margins of the screen: inside a card. */
  inset?: boolean
  center?: boolean
  children: ReactNode
}

/** A paragraph of body text. */
export function Para({ tone, inset, center, children }: ParaProps) {
  return (
    <View
      className={cx(
        'para',
        inset && 'para-in',
        center && 'para-mid',
        tone && (tone === 'strong' ? 'b' : `t-${tone}`),
      )}
    >
      {children}
    </View>
  )
}

/** The question or instruction of a screen, with a line about it. */
export function Lead({ title, note }: { title: string; note?: string }) {
  return (
    <View className="lead">
      <View className="lead-title" {...heading(2)}>
        {title}
      </View>
      {note && <View className="lead-note">{note}</View>}
    </View>
  )
}
