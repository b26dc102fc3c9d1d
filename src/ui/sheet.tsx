import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { a11y, heading } from './a11y'
import { Icon } from './icon'
import { Tap } from './tap'

// The page below must not scroll along; a browser knows no such prop.
const still = process.env.TARO_ENV === 'weapp' ? { catchMove: true } : {}

interface SheetProps {
  title: string
  onClose: () => void
  children: ReactNode
}

/** Comes up from below over the screen, within the thumb's reach. Draw it only while it is open, inside a Screen. */
export function Sheet({ title, onClose, children }: SheetProps) {
  return (
    <View className="sheet">
      <View className="sheet-veil" onClick={onClose} {...still} />
      <View className="sheet-in" {...a11y('dialog', title)}>
        <View className="sheet-top">
          <View className="sheet-title" {...heading(2)}>
            {title}
          </View>
          <Tap className="sheet-close" label="关闭" onTap={onClose}>
            <Icon name="cross" />
          </Tap>
        </View>
        <View className="sheet-body">{children}</View>
      </View>
    </View>
  )
}
