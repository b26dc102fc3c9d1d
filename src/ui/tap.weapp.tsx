import { View } from '@tarojs/components'
import { a11y } from './a11y'
import { cx } from './cx'
import type { TapComponent } from './tap.shared'

const words = {
  tab: ['已选', ''],
  checkbox: ['已勾选', '未勾选'],
  radio: ['已选', '未选'],
  switch: ['开', '关'],
}

/** Anything that can be tapped. WeChat's readers get the state in words, after the name. */
export const Tap: TapComponent = ({
  onTap,
  label,
  role = 'button',
  on,
  busy,
  disabled,
  className,
  children,
}) => {
  const [yes, no] = role === 'button' ? ['已选', ''] : words[role]
  const state = on === undefined ? '' : on ? yes : no
  const name = label && state ? `${label}，${state}` : label
  const live = !busy && !disabled
  return (
    <View
      className={cx('tap', className)}
      hoverClass={live ? 'tap-on' : undefined}
      onClick={live ? onTap : undefined}
      {...a11y(role, disabled && name ? `${name}，不可用` : name)}
    >
      {children}
    </View>
  )
}
