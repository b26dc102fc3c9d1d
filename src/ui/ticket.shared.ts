import type { ReactElement } from 'react'

export interface TicketProps {
  title: string
  /** Each on its own line; two at most. */
  lines?: readonly string[]
  /** Why not, or what happens next. */
  why?: string
  /** Right of the cut. */
  figure?: { value: string; unit?: string }
  /** fill: the one to take first; line: the others; off: says the state and takes no tap. */
  action?: {
    text: string
    kind?: 'fill' | 'line' | 'off'
    busy?: boolean
    onTap?: () => void
  }
  /** The left part, for what is behind it. */
  onTap?: () => void
}

export type TicketComponent = (props: TicketProps) => ReactElement
