/**
 * Something the operator must put right before the API can start. Each line of `message` names one fault and what to
 * do about it; it is shown as it stands, without a stack, and the process exits with 1.
 */
export class StartFault extends Error {
  override readonly name = 'StartFault'
}
