import { View } from '@tarojs/components'
import { cx } from './cx'
import { Dots } from './dots'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import { Tap } from './tap'

interface ButtonProps {
  text: string
  onTap?: () => void
  kind?: 'primary' | 'ghost' | 'quiet' | 'danger'
  /** main 60 px high, mid 52, small 48. */
  size?: 'main' | 'mid' | 'small'
  icon?: IconName
  /** Only the icon is drawn; the text is its name. */
  iconOnly?: boolean
  /** Its words stay (so does its width), three dots run below them, and taps are ignored. */
  busy?: boolean
  disabled?: boolean
  /** Why it is disabled; drawn below it. */
  why?: string
  /** Name for readers, where the text alone says too little. */
  label?: string
}

export function Button(props: ButtonProps) {
  const { text, onTap, kind = 'primary', size = 'main', icon, iconOnly, busy, disabled, why, label } = props
  const button = (
    <Tap
      className={cx('btn', `btn-${kind}`, size !== 'main' && `btn-${size}`, disabled && 'btn-off')}
      label={label ?? (iconOnly || busy ? text : undefined)}
      busy={busy}
      disabled={disabled}
      onTap={onTap}
    >
      <View className="btn-in">
        {icon && <Icon name={icon} size={size === 'main' ? 26 : 22} />}
        {!iconOnly && text}
      </View>
      {busy && <Dots />}
    </Tap>
  )
  if (!disabled || !why) return button
  return (
    <View className="btn-box">
      {button}
      <View className="btn-why">{why}</View>
    </View>
  )
}
