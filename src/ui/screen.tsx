import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from './a11y'
import { cx } from './cx'
import { Header, type HeaderProps } from './header'
import { useThemeRoot, useUi } from './ui-context'

interface ScreenProps extends HeaderProps {
  /** On a tab page: the TabBar. */
  tabs?: ReactNode
  /** Stays at the bottom within the thumb's reach: the main action, or two. */
  foot?: ReactNode
  /** Below the header and above all else: a Notice, when offline. */
  notice?: ReactNode
  /** Something new is on its way; what is shown stays where it is. */
  refreshing?: boolean
  /** The content takes what is left of the window and does not scroll: a map. */
  fill?: boolean
  /** Dark whatever the theme, as a voucher is: only the code shines. */
  night?: boolean
  children?: ReactNode
}

/** The root of every page: theme, font sizes, header, safe areas. */
export function Screen({ tabs, foot, notice, refreshing, fill, night, children, ...header }: ScreenProps) {
  const root = useThemeRoot(night ? 'dark' : undefined)
  const { theme, Beside } = useUi()
  return (
    <View className={cx('scr', fill && 'scr-fill', root.className)} style={root.style}>
      <Header {...header} />
      {/* Of their own: what comes and goes before a list would have Taro send the list again. */}
      <View>
        {refreshing && <View className="scr-load" {...a11y('status', '正在更新')} />}
        {notice}
      </View>
      <View className="scr-body">{children}</View>
      {foot && <View className="scr-foot">{foot}</View>}
      {tabs && <View className="scr-room" />}
      {tabs}
      {Beside && <Beside theme={night ? 'dark' : theme} />}
    </View>
  )
}
