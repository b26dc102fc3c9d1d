import type { ReactElement } from 'react'
import type { IconName } from './icon-names'

export interface TabItem {
  icon: IconName
  text: string
}

export interface TabBarProps {
  /** Four; the scan button stands between the second and the third. */
  items: readonly TabItem[]
  current: number
  onSelect: (index: number) => void
  onScan: () => void
}

export type TabBarComponent = (props: TabBarProps) => ReactElement
