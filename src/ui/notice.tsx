import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y } from './a11y'
import { cx } from './cx'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import { Tap } from './tap'

interface NoticeProps {
  /** offline: the black bar; warn: amber; info: quiet; demo data and promises. */
  kind: 'offline' | 'warn' | 'info'
  icon?: IconName
  children: ReactNode
  action?: { text: string; onTap: () => void }
}

const icons: Record<NoticeProps['kind'], IconName> = { offline: 'off', warn: 'warn', info: 'info' }

export function Notice({ kind, icon, children, action }: NoticeProps) {
  return (
    <View className={cx('nt', `nt-${kind}`)} {...a11y('status')}>
      <Icon name={icon ?? icons[kind]} size={22} />
      <View className="nt-text">{children}</View>
      {action && (
        <Tap className="nt-act" onTap={action.onTap}>
          {action.text}
        </Tap>
      )}
    </View>
  )
}
