import { View } from '@tarojs/components'
import { cx } from './cx'

export type TagState = 'open' | 'soon' | 'shut' | 'unknown' | 'plain'

/** A state in words and shape: open is filled with a full dot, soon is amber with a half one, shut is dashed with a
 *  bar, unknown is outlined with a question mark. */
export function Tag({ state, text }: { state: TagState; text: string }) {
  return (
    <View className={cx('tag', `tag-${state}`)}>
      {state !== 'plain' && <View className="tag-sign">{state === 'unknown' ? '?' : null}</View>}
      {text}
    </View>
  )
}
