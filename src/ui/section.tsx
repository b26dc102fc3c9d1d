import { View } from '@tarojs/components'
import { heading } from './a11y'
import { Tap } from './tap'

interface SectionProps {
  title: string
  /** Right of the title: a count, or where more is. */
  aside?: string
  onAside?: () => void
}

/** The title over a part of the screen. */
export function Section({ title, aside, onAside }: SectionProps) {
  return (
    <View className="sect">
      <View className="sect-title" {...heading(2)}>
        {title}
      </View>
      {aside &&
        (onAside ? (
          <Tap className="sect-aside sect-tap" onTap={onAside}>
            {aside} ›
          </Tap>
        ) : (
          <View className="sect-aside">{aside}</View>
        ))}
    </View>
  )
}
