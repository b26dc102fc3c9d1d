import type { ReactElement } from 'react'

export interface PhoneButtonProps {
  text: string
  /** Beside something else that matters more. */
  quiet?: boolean
  /** A code that lets the server ask WeChat for the number: good once, for five minutes. */
  onCode: (code: string) => void
  /** WeChat gave none, though the user did not say no. */
  onFailed: () => void
}

/** Asks WeChat for the user's phone number. */
export type PhoneButtonComponent = (props: PhoneButtonProps) => ReactElement
