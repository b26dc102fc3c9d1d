import type { Random } from './random.shared'

export const random = {
  randomBytes: async (count) => crypto.getRandomValues(new Uint8Array(count)),
} satisfies Random
