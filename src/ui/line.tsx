import { View } from '@tarojs/components'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import { Tap } from './tap'

interface LineProps {
  icon: IconName
  text: string
  /** At the right end: how old it is. */
  aside?: string
  onTap?: () => void
  /** Name for readers of a tappable one. */
  label?: string
}

/** One line under the header: where, and how fresh. */
export function Line({ icon, text, aside, onTap, label }: LineProps) {
  const inside = (
    <>
      <Icon name={icon} size={20} />
      <View className="line-text">{text}</View>
      {onTap && <Icon name="down" size={18} />}
      {aside && <View className="line-aside">{aside}</View>}
    </>
  )
  return onTap ? (
    <Tap className="line" onTap={onTap} label={label}>
      {inside}
    </Tap>
  ) : (
    <View className="line">{inside}</View>
  )
}
