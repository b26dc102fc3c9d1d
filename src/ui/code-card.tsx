import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface CodeCardProps {
  /** Above, left and right. */
  top?: ReactNode
  aside?: ReactNode
  children: ReactNode
  note?: ReactNode
}

/** White in every theme, so that any camera reads what is on it. */
export function CodeCard({ top, aside, children, note }: CodeCardProps) {
  return (
    <View className="code">
      <View className="code-top">
        <View>{top}</View>
        <View className="code-aside">{aside}</View>
      </View>
      {children}
      {note && <View className="code-note">{note}</View>}
    </View>
  )
}
