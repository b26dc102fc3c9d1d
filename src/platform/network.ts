import type { Network } from './network.shared'

/** Not through Taro, whose H5 side never says that there is no network. */
export const network = {
  isOnline: async () => navigator.onLine,
  onNetworkChange(listener) {
    const tell = () => listener(navigator.onLine)
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
    return () => {
      window.removeEventListener('online', tell)
      window.removeEventListener('offline', tell)
    }
  },
} satisfies Network
