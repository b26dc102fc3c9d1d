import type { Transfers } from '../ports'

/** Play money: it waits until the member takes it by `POST /v1/payouts/sandbox`, and nobody else hears of it. */
export const createTransferSandbox = (): Transfers => ({
  provider: 'sandbox',
  leastFen: 1,
  mostFen: Number.MAX_SAFE_INTEGER,
  send: async ({ number }) => ({ number, state: 'waiting', handle: `sandbox-${number}` }),
  find: async (number) => ({ number, state: 'waiting' }),
  cancel: async (number) => ({ number, state: 'lapsed', fault: '已经撤回' }),
  open: () => ({ provider: 'sandbox' }),
  readNotice: async () => 'refused',
})
