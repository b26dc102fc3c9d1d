import { api, type Order } from '@/contract'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { Repeated, route, type App } from '../http/route'
import { makeQuote } from './make-quote'
import { placeOrder } from './place-order'
import { findOrder, policiesOf, readPlans } from './queries'
import { settlePayment } from './settle-payment'
import { showOrder, showPlan, showPolicy } from './show'

export function aidRoutes(app: App, context: Context): void {
  const { clock, database, ports } = context

  const orderOf = async (workerId: string, id: string): Promise<Order> => {
    const row = await findOrder(database, id, workerId)
    if (!row) throw new Refusal('not-found')
    return showOrder(row, clock())
  }

  route(app, context, api.listPlans, async () => ({
    plans: (await readPlans(database)).map((it) => showPlan(it, ports.payments !== undefined)),
  }))
  route(app, context, api.makeQuote, async ({ caller, body }) => ({
    quote: await makeQuote(context, caller, body.planId),
  }))
  route(app, context, api.placeOrder, async ({ caller, body, intent }) => {
    const order = await placeOrder(context, caller, body.quoteId, intent)
    return order instanceof Repeated ? new Repeated({ order: order.reply }) : { order }
  })
  route(app, context, api.getOrder, async ({ caller, params }) => ({
    order: await orderOf(caller.workerId, params.id),
  }))
  route(app, context, api.listPolicies, async ({ caller }) => ({
    policies: (await policiesOf(database, caller.workerId)).map((it) => showPolicy(it, clock())),
  }))
  if (ports.payments === 'sandbox') {
    route(app, context, api.paySandboxOrder, async ({ caller, body }) => {
      const order = await orderOf(caller.workerId, body.orderId)
      await settlePayment(context, caller.workerId, {
        orderId: order.id,
        provider: 'sandbox',
        // Play money: the order's own number, so that paying twice is one payment.
        providerNumber: order.id,
        amountFen: order.ownFen,
      })
      return { order: await orderOf(caller.workerId, body.orderId) }
    })
  }
}
