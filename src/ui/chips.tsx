import { ScrollView, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from './a11y'
import { cx } from './cx'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import { Tap } from './tap'

/** A row of NeedChips that scrolls sideways. */
export function NeedBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ScrollView className="needs" scrollX enhanced showScrollbar={false} {...a11y('group', label)}>
      <View className="needs-in">{children}</View>
    </ScrollView>
  )
}

interface NeedChipProps {
  icon: IconName
  text: string
  on?: boolean
  onTap: () => void
}

/** A filter large enough for a glove: icon over word. */
export function NeedChip({ icon, text, on = false, onTap }: NeedChipProps) {
  return (
    <Tap className={cx('need', on && 'need-on')} label={text} on={on} onTap={onTap}>
      <Icon name={icon} />
      <View className="need-text">{text}</View>
    </Tap>
  )
}
