import { Refusal } from '../http/refusal'
import { ServiceFault, type RawNotice } from '../ports'
import type { AidContext } from './context'
import { settleRefund } from './refunds'
import { settlePayment } from './settle-payment'
import { within } from './within'

/** The service gives up after five seconds, and sends again. */
const ANSWER_MS = 4_000

/** Whoever can tell what a notice says. */
interface Reader<N> {
  readNotice(raw: RawNotice): Promise<N | 'refused' | undefined>
}

/**
 * Takes a notice of the payment service's. It asks nobody, so that it is answered in time; where our own database takes too
 * long, it is refused as unavailable and what was begun goes on, for the next notice to find.
 */
export async function takeSigned<N extends object>(
  context: AidContext,
  reader: Reader<N> | undefined,
  raw: RawNotice,
  settle: (notice: N) => Promise<unknown>,
  answerMs = ANSWER_MS,
): Promise<void> {
  const answered = await within(
    answerMs,
    readAndSettle(context, reader, raw, settle).then(() => true),
  )
  if (!answered) throw new Refusal('unavailable')
}

async function readAndSettle<N extends object>(
  { ports }: AidContext,
  reader: Reader<N> | undefined,
  raw: RawNotice,
  settle: (notice: N) => Promise<unknown>,
): Promise<void> {
  if (!reader) throw new Refusal('signature-refused')
  const notice = await reader.readNotice(raw).catch((error: unknown) => {
    if (!(error instanceof ServiceFault)) throw error
    ports.log.error('A notice of the payment service cannot be taken', { cause: error })
    throw new Refusal(error.kind === 'busy' ? 'unavailable' : 'payment-differs')
  })
  if (notice === 'refused') throw new Refusal('signature-refused')
  if (notice) await settle(notice)
}

/** Takes one about an order or a refund. */
export function takeNotice(context: AidContext, raw: RawNotice, answerMs?: number): Promise<void> {
  const { payments } = context.ports
  return takeSigned(
    context,
    payments,
    raw,
    async (notice) => {
      if (notice.kind === 'refund') await settleRefund(context, notice.refund)
      else if (payments) await settlePayment(context, payments.provider, notice.paid)
    },
    answerMs,
  )
}
