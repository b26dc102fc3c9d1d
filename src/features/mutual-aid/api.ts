import { api, type Order, type Plan, type Policy, type Quote } from '@/contract'
import { call } from '@/platform/call'

/** The plans, with all they pay and do not pay. */
export const fetchPlans = async (signal?: AbortSignal): Promise<Plan[]> =>
  (await call(api.listPlans, {}, { signal })).plans

/** The caller's policies, newest first. Throws a Refusal `session-required` for one who is not logged in. */
export const fetchPolicies = async (signal?: AbortSignal): Promise<Policy[]> =>
  (await call(api.listPolicies, {}, { signal })).policies

/** Prices a plan for the caller. Throws a Refusal that says why it cannot be joined. */
export const makeQuote = async (planId: string): Promise<Quote> =>
  (await call(api.makeQuote, { body: { planId } })).quote

/** Orders what was quoted; safe to repeat under the same key. Throws a Refusal, `verification-required` among them. */
export const placeOrder = async (quoteId: string, key: string): Promise<Order> =>
  (await call(api.placeOrder, { body: { quoteId }, key })).order

/** How an order stands. */
export const fetchOrder = async (id: string): Promise<Order> =>
  (await call(api.getOrder, { params: { id } })).order

/** Pays an order with play money; paying twice is one payment. Throws a Refusal `order-expired`. */
export const payInSandbox = async (orderId: string): Promise<Order> =>
  (await call(api.paySandboxOrder, { body: { orderId } })).order
