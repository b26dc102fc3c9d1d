import type { Appearance } from './appearance.shared'

const dark = () => window.matchMedia('(prefers-color-scheme: dark)')

export const appearance = {
  systemTheme: () => (dark().matches ? 'dark' : 'light'),
  onThemeChange(listener) {
    const query = dark()
    const tell = () => listener(query.matches ? 'dark' : 'light')
    // Safari before 14 has only addListener.
    if (!query.addEventListener) {
      query.addListener(tell)
      return () => query.removeListener(tell)
    }
    query.addEventListener('change', tell)
    return () => query.removeEventListener('change', tell)
  },
  // Browsers scale the page by themselves.
  fontScale: () => 1,
  headerMetrics: () => ({ statusBarPx: 0, barHeightPx: 48, capsuleRightPx: 0 }),
  // A browser goes by the page's own colours.
  paintWindow: (() => undefined) as Appearance['paintWindow'],
} satisfies Appearance
