import type { ReactElement } from 'react'

export interface ChoiceProps<T extends string> {
  label: string
  options: readonly { value: T; text: string }[]
  value: T | undefined
  onChange: (value: T) => void
}

export type ChoiceComponent = <T extends string>(props: ChoiceProps<T>) => ReactElement
