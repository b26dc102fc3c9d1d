import { api, type Order } from '@/contract'
import { readCertificateCode } from '@/rules/certificate-code'
import { DAY } from '@/rules/shanghai'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { Repeated, route, type App } from '../http/route'
import { askPayment, isUnanswered } from './ask-payment'
import { cancelPolicy } from './cancel-policy'
import { makeQuote } from './make-quote'
import { numberOf, takeAsking } from './payment-queries'
import { placeOrder } from './place-order'
import { preparePayment } from './prepare-payment'
import { findCertified, findOrder, policiesOf, readPlans, unsettledOrders } from './queries'
import { sendRefunds } from './refunds'
import { settlePayment } from './settle-payment'
import { showCertificate, showOrder, showPlan, showPolicy } from './show'
import { anybody, joiningOf } from './standing'
import { takeNotice } from './take-notice'
import { within } from './within'

/** A phone asks every two seconds whether its payment has arrived: the service is asked no more often than this. */
const ASK_AGAIN_MS = 10_000
/** No longer is the phone kept waiting for that. */
const ASK_MS = 1_500
/** So long is told that money went back. */
const REFUND_TOLD_MS = 7 * DAY

export function aidRoutes(app: App, context: Context): void {
  const { clock, database, ports } = context

  const orderOf = async (workerId: string, id: string): Promise<Order> => {
    const row = await findOrder(database, id, workerId)
    if (!row) throw new Refusal('not-found')
    return showOrder(row, clock())
  }

  route(app, context, api.listPlans, async ({ caller }) => {
    const rows = await readPlans(database)
    const person = caller ? await joiningOf(database, caller, rows) : anybody
    return { plans: rows.map((it) => showPlan(it, person, ports.payments !== undefined, clock())) }
  })
  route(app, context, api.makeQuote, async ({ caller, body }) => ({
    quote: await makeQuote(context, caller, body.planId),
  }))
  route(app, context, api.placeOrder, async ({ caller, body, intent }) => {
    const order = await placeOrder(context, caller, body.quoteId, intent)
    return order instanceof Repeated ? new Repeated({ order: order.reply }) : { order }
  })
  route(app, context, api.getOrder, async ({ caller, params }) => {
    const order = await orderOf(caller.workerId, params.id)
    const now = clock()
    if (order.state !== 'awaiting-payment') return { order }
    if (!(await takeAsking(database, order.id, new Date(now), new Date(now - ASK_AGAIN_MS)))) return { order }
    await within(
      ASK_MS,
      askPayment(context, order.id).catch((error: unknown) => {
        if (!isUnanswered(context, error)) throw error
      }),
    )
    return { order: await orderOf(caller.workerId, params.id) }
  })
  route(app, context, api.listOrders, async ({ caller }) => {
    const now = clock()
    const rows = await unsettledOrders(database, caller.workerId, new Date(now - REFUND_TOLD_MS))
    return { orders: rows.map((it) => showOrder(it, now)) }
  })
  route(app, context, api.preparePayment, async ({ caller, params }) => ({
    payment: await preparePayment(context, caller, params.id),
  }))
  route(app, context, api.wechatNotices, async ({ raw }) => {
    await takeNotice(context, await raw.notice())
    return undefined
  })
  route(app, context, api.listPolicies, async ({ caller }) => ({
    policies: (await policiesOf(database, caller.workerId)).map((it) => showPolicy(it, clock())),
  }))
  route(app, context, api.cancelPolicy, async ({ caller, params }) => ({
    policy: await cancelPolicy(context, caller, params.id),
  }))
  route(app, context, api.checkCertificate, async ({ params }) => {
    const code = readCertificateCode(params.code)
    if (code === undefined) throw new Refusal('certificate-malformed')
    const row = await findCertified(database, code)
    if (!row) throw new Refusal('certificate-unknown')
    return { certificate: showCertificate(row, clock()) }
  })
  if (ports.payments?.provider === 'sandbox') {
    route(app, context, api.paySandboxOrder, async ({ caller, body }) => {
      const order = await orderOf(caller.workerId, body.orderId)
      if (order.state === 'expired') throw new Refusal('order-expired')
      const number = numberOf(order.id)
      await settlePayment(context, 'sandbox', {
        number,
        // Play money: made of the order's own number, so that paying twice is one payment.
        providerNumber: `sandbox-${number}`,
        amountFen: order.ownFen,
        paidAt: clock(),
      })
      await sendRefunds(context, order.id)
      return { order: await orderOf(caller.workerId, body.orderId) }
    })
  }
}
