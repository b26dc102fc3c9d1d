import { View } from '@tarojs/components'
import { a11y } from './a11y'
import { cx } from './cx'
import { Icon } from './icon'
import type { IconName } from './icon-names'
import { Tap } from './tap'

interface TabItem {
  icon: IconName
  text: string
}

interface TabBarProps {
  /** Four; the scan button stands between the second and the third. */
  items: readonly TabItem[]
  current: number
  onSelect: (index: number) => void
  onScan: () => void
}

/** The way between the tabs, and the scan button above it. Goes into a Screen's `tabs`. */
export function TabBar({ items, current, onSelect, onScan }: TabBarProps) {
  const tab = (item: TabItem, index: number) => (
    <Tap
      className={cx('tb-1', index === current && 'tb-on')}
      role="tab"
      label={item.text}
      on={index === current}
      key={item.text}
      onTap={() => onSelect(index)}
    >
      <Icon name={item.icon} size={26} />
      <View className="tb-text">{item.text}</View>
    </Tap>
  )
  const half = Math.ceil(items.length / 2)
  return (
    <View className="tb">
      <View className="tb-row" {...a11y('tablist', '主菜单')}>
        {items.slice(0, half).map(tab)}
        <View className="tb-gap" />
        {items.slice(half).map((item, i) => tab(item, half + i))}
      </View>
      <Tap className="tb-scan" label="扫码" onTap={onScan}>
        <Icon name="scan" size={28} />
        <View className="tb-scan-text">扫码</View>
      </Tap>
    </View>
  )
}
