import type { Haptics } from './haptics.shared'

export const haptics = {
  buzz(kind) {
    navigator.vibrate?.(kind === 'done' ? 15 : 400)
  },
} satisfies Haptics
