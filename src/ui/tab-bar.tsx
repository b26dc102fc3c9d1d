import { View } from '@tarojs/components'
import { a11y } from './a11y'
import { cx } from './cx'
import { Icon } from './icon'
import type { TabBarComponent, TabItem } from './tab-bar.shared'
import { Tap } from './tap'

/** The way between the tabs, and the scan button above it. Goes into a Screen's `tabs`. */
export const TabBar: TabBarComponent = ({ items, current, onSelect, onScan }) => {
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
