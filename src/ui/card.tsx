import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { heading } from './a11y'
import { cx } from './cx'

interface CardProps {
  title?: string
  /** Right of the title. */
  aside?: ReactNode
  /** sunk: less important than its surroundings. */
  tone?: 'plain' | 'sunk'
  children?: ReactNode
}

export function Card({ title, aside, tone = 'plain', children }: CardProps) {
  return (
    <View className={cx('card', tone === 'sunk' && 'card-sunk')}>
      {title && (
        <View className="card-top">
          <View className="card-title" {...heading(3)}>
            {title}
          </View>
          {aside && <View className="card-aside">{aside}</View>}
        </View>
      )}
      {children}
    </View>
  )
}
