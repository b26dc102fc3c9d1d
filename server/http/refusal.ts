import { refusals, type Problem, type RefusalCode } from '@/contract'

type Details = Partial<Pick<Problem, 'detail' | 'field' | 'retryAt' | 'at' | 'where' | 'heldId' | 'purpose'>>

/** Thrown by verbs: the API refuses, by a code of the contract. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly details: Details = {},
  ) {
    // Nobody reads where it was thrown, and a process that is out of stock refuses thousands a second.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(code)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'Refusal'
  }

  get status(): number {
    return refusals[this.code].status
  }

  toProblem(): Problem {
    return {
      type: `urn:nuanxin:${this.code}`,
      title: this.code,
      status: this.status,
      code: this.code,
      ...this.details,
      detail: this.details.detail ?? refusals[this.code].detail,
    }
  }
}
