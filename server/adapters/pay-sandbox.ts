import type { Payments } from '../ports'

/** Play money: the phone pays by `POST /v1/payments/sandbox`, nobody else hears of it, and refunds arrive at once. */
export const createPaySandbox = (): Payments => ({
  provider: 'sandbox',
  prepare: async ({ number }) => ({ handle: `sandbox-${number}`, payment: { provider: 'sandbox' } }),
  close: async () => ({ state: 'closed' }),
  findPayment: async () => ({ state: 'open' }),
  refund: async ({ number, amountFen }) => ({
    number,
    state: 'done',
    providerNumber: `sandbox-${number}`,
    amountFen,
  }),
  findRefund: async () => undefined,
  readNotice: async () => 'refused',
})
