import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { cx } from './cx'

interface ActionsProps {
  /** One below the other, or the main one with a narrow one beside it. */
  split?: boolean
  children: ReactNode
}

/** Buttons that belong together. */
export function Actions({ split, children }: ActionsProps) {
  return <View className={cx('acts', split && 'acts-split')}>{children}</View>
}
