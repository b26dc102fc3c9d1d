import { View } from '@tarojs/components'
import { hidden } from './a11y'
import { cx } from './cx'
import type { IconName } from './icon-names'

interface IconProps {
  name: IconName
  /** Edge in px at 390 wide. */
  size?: 18 | 20 | 22 | 24 | 26 | 28 | 38 | 60 | 72
  className?: string
}

/** A decorative sign in the colour of the text around it. Readers skip it: words stand beside it or in a label. */
export function Icon({ name, size = 24, className }: IconProps) {
  return <View className={cx('i', `i-${name}`, size !== 24 && `i${size}`, className)} {...hidden} />
}
