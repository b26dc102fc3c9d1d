import type { ReactElement } from 'react'

export interface TextInputProps {
  value: string
  onChange: (value: string) => void
  /** Name for readers. */
  label: string
  /** Which keyboard: words, digits only, digits and a point, a phone number, or an ID number (digits and X). */
  kind?: 'text' | 'digits' | 'decimal' | 'phone' | 'id'
  /** Several lines: for a few sentences. */
  tall?: boolean
  placeholder?: string
  maxLength?: number
  disabled?: boolean
  invalid?: boolean
  /** Ids of the elements that explain it; a browser only. */
  describedBy?: string
  id?: string
  focus?: boolean
  onBlur?: () => void
  onDone?: () => void
  className?: string
}

export type TextInputComponent = (props: TextInputProps) => ReactElement
