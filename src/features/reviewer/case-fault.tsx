import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { Para } from '@/ui'

export type CaseFault = Error | undefined

/** Why something was not done, in words. */
export function wordsOf(fault: Error): string {
  if (fault instanceof Refusal) return fault.detail
  const { title, note } = faultText(fault)
  return `${title}，${note}`
}

/** Which field a refusal is about, without the name of what it is part of: `facts.bills.0.issuedOn` -> `bills.0.issuedOn`. */
export const fieldOf = (fault: CaseFault): string | undefined =>
  fault instanceof Refusal ? fault.field?.replace(/^(body\.)?(facts\.)?/, '') : undefined

export const FaultPara = ({ fault }: { fault: CaseFault }) =>
  fault ? <Para tone="stop">{wordsOf(fault)}</Para> : null
