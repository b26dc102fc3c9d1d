import { View } from '@tarojs/components'
import { cx } from './cx'

interface Term {
  value: string
  label: string
  /** The result: larger, in the colour of amounts. */
  strong?: boolean
}

/** A sum to be read at a glance: 120 − 72 = 48. One sign fewer than terms. */
export function Sum({ terms, signs, note }: { terms: Term[]; signs: string[]; note?: string }) {
  return (
    <View className="sum-box">
      <View className="sum">
        {terms.flatMap((term, i) => [
          i > 0 && (
            <View className="sum-sign" key={`sign-${i}`}>
              {signs[i - 1]}
            </View>
          ),
          <View className={cx('sum-1', term.strong && 'sum-strong')} key={term.label}>
            <View className="sum-value">{term.value}</View>
            <View className="sum-label">{term.label}</View>
          </View>,
        ])}
      </View>
      {note && <View className="sum-note">{note}</View>}
    </View>
  )
}

/** Figures side by side, each over its word. */
export function Stats({ items }: { items: { value: string; label: string }[] }) {
  return (
    <View className="stats">
      {items.map((item) => (
        <View className="stat" key={item.label}>
          <View className="stat-value">{item.value}</View>
          <View className="stat-label">{item.label}</View>
        </View>
      ))}
    </View>
  )
}
