import type { ClaimFacts, RefusalCode } from '@/contract'
import { dayOf, dayOfDate } from './shanghai'

/** What is wrong with facts as typed, the field as a dotted path: `bills.0.issuedOn`. */
export interface FactsFault {
  readonly code: Extract<
    RefusalCode,
    'bill-date' | 'bill-future' | 'bill-amount' | 'stay-dates' | 'diagnosis-date'
  >
  readonly field: string
  readonly detail: string
}

/** 10 million yuan: no bill is larger. */
const MOST_FEN = 1_000_000_000

const isFen = (it: number) => Number.isInteger(it) && it >= 0 && it <= MOST_FEN

/** The first fault, in the order of the fields; `happenedAt` and `now` are epoch ms. */
export function factsFault(facts: ClaimFacts, happenedAt: number, now: number): FactsFault | undefined {
  const [event, today] = [dayOf(happenedAt), dayOf(now)]
  for (const [index, bill] of facts.bills.entries()) {
    const fault = billFault(bill, event, today)
    if (fault) return { ...fault, field: `bills.${index}.${fault.field}` }
  }
  for (const [index, stay] of facts.stays.entries()) {
    const fault = stayFault(stay, event, today)
    if (fault) return { ...fault, code: 'stay-dates', field: `stays.${index}.${fault.field}` }
  }
  if (facts.diagnosedOn === null) return undefined
  const day = dayOfDate(facts.diagnosedOn)
  if (day <= today) return undefined
  const detail = day > today ? '确诊的日期还没到，请检查' : '没有这一天，请检查确诊的日期'
  return { code: 'diagnosis-date', field: 'diagnosedOn', detail }
}

function billFault(bill: ClaimFacts['bills'][number], event: number, today: number): FactsFault | undefined {
  const day = dayOfDate(bill.issuedOn)
  const dated = (code: 'bill-date' | 'bill-future', detail: string) => ({ code, field: 'issuedOn', detail })
  if (Number.isNaN(day)) return dated('bill-date', '没有这一天，请检查收费单的日期')
  if (day > today) return dated('bill-future', '收费单的日期还没到，请检查')
  if (day < event) return dated('bill-date', '收费单的日期比出事那天早，请检查')
  const priced = (field: string, detail: string) => ({ code: 'bill-amount' as const, field, detail })
  if (!isFen(bill.amountFen) || bill.amountFen === 0) {
    return priced('amountFen', '收费单的金额不对，填大于 0 的数，最多两位小数')
  }
  if (!isFen(bill.otherPaidFen)) return priced('otherPaidFen', '别处付的金额不对，最多两位小数')
  if (bill.otherPaidFen > bill.amountFen) return priced('otherPaidFen', '别处付的不会比收费单还多，请检查')
  return undefined
}

function stayFault(
  { from, to }: ClaimFacts['stays'][number],
  event: number,
  today: number,
): { field: 'from' | 'to'; detail: string } | undefined {
  const first = dayOfDate(from)
  const last = to === null ? first : dayOfDate(to)
  if (Number.isNaN(first)) return { field: 'from', detail: '没有这一天，请检查入院日期' }
  if (Number.isNaN(last)) return { field: 'to', detail: '没有这一天，请检查出院日期' }
  if (first < event) return { field: 'from', detail: '入院日期比出事那天早，请检查' }
  if (first > today) return { field: 'from', detail: '入院日期还没到，请检查' }
  if (last < first) return { field: 'to', detail: '出院日期比入院早，请检查' }
  if (last > today) return { field: 'to', detail: '出院日期还没到，还在住院就先不填' }
  return undefined
}
