import { Refusal } from '../http/refusal'
import { ServiceFault, type RawNotice } from '../ports'
import type { AidContext } from './context'
import { settleRefund } from './refunds'
import { settlePayment } from './settle-payment'
import { within } from './within'

/** The service gives up after five seconds, and sends again. */
const ANSWER_MS = 4_000

/**
 * Takes a notice of the payment service's. It asks nobody, so that it is answered in time; where our own database takes too
 * long, it is refused as unavailable and what was begun goes on, for the next notice to find.
 */
export async function takeNotice(context: AidContext, raw: RawNotice, answerMs = ANSWER_MS): Promise<void> {
  const answered = await within(
    answerMs,
    settleNotice(context, raw).then(() => true),
  )
  if (!answered) throw new Refusal('unavailable')
}

async function settleNotice(context: AidContext, raw: RawNotice): Promise<void> {
  const { log, payments } = context.ports
  if (!payments) throw new Refusal('signature-refused')
  const notice = await payments.readNotice(raw).catch((error: unknown) => {
    if (!(error instanceof ServiceFault)) throw error
    log.error('A notice of the payment service cannot be taken', { cause: error })
    throw new Refusal(error.kind === 'busy' ? 'unavailable' : 'payment-differs')
  })
  if (notice === 'refused') throw new Refusal('signature-refused')
  if (notice?.kind === 'paid') await settlePayment(context, payments.provider, notice.paid)
  if (notice?.kind === 'refund') await settleRefund(context, notice.refund)
}
