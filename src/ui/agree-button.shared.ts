import type { ReactElement } from 'react'

export interface AgreeButtonProps {
  /** WeChat checks that the button of this id was tapped. */
  id: string
  text: string
  onAgree: () => void
}

export type AgreeButtonComponent = (props: AgreeButtonProps) => ReactElement
