import type { Clipboard } from './clipboard.shared'

// Not Taro's: it would keep what was copied in the storage, for any later visitor to find.
export const clipboard = {
  async copyText(text) {
    try {
      await navigator.clipboard.writeText(text)
      return true
    } catch {
      // An older browser, a page that came without TLS, or the user said no.
      return false
    }
  },
} satisfies Clipboard
