import type { Brightness } from './brightness.shared'

/** A browser cannot set the brightness; where it can, it keeps the screen on. */
export const brightness = {
  holdBright() {
    let held = true
    let lock: WakeLockSentinel | undefined
    const take = async () => {
      if (document.visibilityState !== 'visible') return
      try {
        lock = await navigator.wakeLock?.request('screen')
        if (!held) await lock?.release()
      } catch {
        // Refused on low battery: the code can still be shown.
      }
    }
    // The browser drops the lock whenever the page is hidden.
    const retake = () => void take()
    document.addEventListener('visibilitychange', retake)
    void take()
    return () => {
      held = false
      document.removeEventListener('visibilitychange', retake)
      lock?.release().catch(() => undefined)
    }
  },
} satisfies Brightness
