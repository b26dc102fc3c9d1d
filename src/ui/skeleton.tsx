import { View } from '@tarojs/components'
import { a11y } from './a11y'
import { SkeletonTicket } from './skeleton-ticket'

/** Rows still on their way, as high as ListRows. */
export function SkeletonList({ rows = 3, lead }: { rows?: number; lead?: boolean }) {
  return (
    <View className="list" {...a11y('status', '正在加载')}>
      {Array.from({ length: rows }, (_, i) => (
        <View className="row" key={i}>
          <View className="row-in">
            {lead && (
              <View className="row-lead">
                <View className="sk sk-lead" />
              </View>
            )}
            <View className="row-main">
              <View className="sk sk-title" />
              <View className="sk sk-note" />
            </View>
          </View>
        </View>
      ))}
    </View>
  )
}

/** A HeroCard still on its way, as high as one with facts and buttons. */
export function SkeletonHero() {
  return (
    <View className="hero" {...a11y('status', '正在加载')}>
      <View className="sk sk-tag" />
      <View className="sk sk-h2" />
      <View className="sk sk-fig" />
      <View className="sk sk-note" />
      <View className="sk sk-btn" />
    </View>
  )
}

/** Tickets still on their way. */
export function SkeletonTickets({ rows = 3 }: { rows?: number }) {
  return (
    <View {...a11y('status', '正在加载')}>
      {Array.from({ length: rows }, (_, i) => (
        <SkeletonTicket key={i} />
      ))}
    </View>
  )
}
