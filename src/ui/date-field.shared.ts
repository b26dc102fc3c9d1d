import type { ReactElement } from 'react'

export interface DateFieldProps {
  label: string
  /** `YYYY-MM-DD`; empty where none is chosen. */
  value: string
  onChange: (value: string) => void
  /** What stands there while none is chosen. */
  placeholder?: string
  /** The first and the last day that can be chosen, `YYYY-MM-DD`. */
  first?: string
  last?: string
  error?: string
}

export type DateFieldComponent = (props: DateFieldProps) => ReactElement

/** `2026-11-30` -> 2026 年 11 月 30 日 */
export function dateWords(value: string): string {
  const [year, month, day] = value.split('-').map(Number)
  return `${year} 年 ${month} 月 ${day} 日`
}
