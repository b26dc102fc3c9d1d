import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { heading } from './a11y'
import { cx, phrased } from './cx'
import { Icon } from './icon'
import { Tap } from './tap'
import { useUi } from './ui-context'

export interface HeaderProps {
  /** Without one only the back button and the rooms stay. */
  title?: string
  /** Shows the back button. */
  back?: boolean
  /** Instead of leaving the page. */
  onBack?: () => void
  /** Beside the title, left of WeChat's capsule. */
  right?: ReactNode
}

/** The page's own navigation bar. It keeps clear of the status bar and of WeChat's capsule. */
export function Header({ title, back, onBack, right }: HeaderProps) {
  const ui = useUi()
  const { statusBarPx, barHeightPx, capsuleRightPx } = ui.metrics
  return (
    <View className="hd" style={{ paddingTop: `${statusBarPx}px` }}>
      <View
        className={cx('hd-bar', back && 'hd-sub')}
        style={{ minHeight: `${barHeightPx}px`, paddingRight: `${capsuleRightPx}px` }}
      >
        {back && (
          <Tap className="hd-back" label="返回" onTap={onBack ?? ui.onBack}>
            <Icon name="back" size={26} />
          </Tap>
        )}
        {title ? (
          <View className={cx('hd-title', phrased(title))} {...heading(1)}>
            {title}
          </View>
        ) : (
          <View className="hd-title" />
        )}
        {right && <View className="hd-right">{right}</View>}
      </View>
    </View>
  )
}
