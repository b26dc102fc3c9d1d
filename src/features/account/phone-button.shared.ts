import type { ReactElement } from 'react'

export interface PhoneButtonProps {
  text: string
  /** A code that lets the server ask WeChat for the number: good once, for five minutes. */
  onCode: (code: string) => void
  /** WeChat gave none, though the user did not say no. */
  onFailed: () => void
}

/** Asks WeChat for the user's phone number. */
export type PhoneButtonComponent = (props: PhoneButtonProps) => ReactElement
