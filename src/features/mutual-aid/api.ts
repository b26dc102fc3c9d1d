import {
  api,
  type Certificate,
  type Order,
  type Payment,
  type Plan,
  type Policy,
  type Quote,
} from '@/contract'
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

/** The caller's orders that are open, or whose money goes back. Throws a Refusal `session-required`. */
export const fetchOrders = async (signal?: AbortSignal): Promise<Order[]> =>
  (await call(api.listOrders, {}, { signal })).orders

/** What opens the payment window of an open order. Throws a Refusal, `pay-in-wechat` or `order-expired` among them. */
export const preparePayment = async (orderId: string): Promise<Payment> =>
  (await call(api.preparePayment, { params: { id: orderId } })).payment

/** Takes joining back; asked twice it is one cancellation. Throws a Refusal `cooling-over`. */
export const cancelPolicy = async (id: string): Promise<Policy> =>
  (await call(api.cancelPolicy, { params: { id } })).policy

/** What a certificate says. Throws a Refusal `certificate-unknown` where there is none of this code. */
export const fetchCertificate = async (code: string, signal?: AbortSignal): Promise<Certificate> =>
  (await call(api.checkCertificate, { params: { code } }, { signal })).certificate
