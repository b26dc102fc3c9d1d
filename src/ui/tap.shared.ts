import type { ReactElement, ReactNode } from 'react'

export interface TapProps {
  onTap?: () => void
  /** Name for readers; without it they read the text inside. */
  label?: string
  role?: 'button' | 'tab' | 'checkbox' | 'radio' | 'switch'
  /** For tab, checkbox, radio and switch: whether it is chosen. For a button: a toggle that is pressed. */
  on?: boolean
  busy?: boolean
  disabled?: boolean
  className?: string
  children?: ReactNode
}

export type TapComponent = (props: TapProps) => ReactElement
