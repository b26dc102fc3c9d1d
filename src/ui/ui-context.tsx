import { createContext, useContext, useMemo, type ComponentType, type ReactNode } from 'react'
import { cx } from './cx'

export type ThemeChoice = 'auto' | 'light' | 'dark'

/** What the window leaves to us, in real (not scaled) px. */
export interface Metrics {
  /** Height of the status bar; 0 in a browser. */
  statusBarPx: number
  /** Height of the title row below it: on WeChat the capsule and its margins. */
  barHeightPx: number
  /** Width to keep free on the right of the title row: on WeChat the capsule and its margin. */
  capsuleRightPx: number
}

export interface UiSettings {
  theme: ThemeChoice
  elder: boolean
  /** The system's font scale, 1 unless it says otherwise. */
  fontScale: number
  metrics: Metrics
  /** Leaves the page; what a header's back button does by default. */
  onBack: () => void
  /** What the app adds to every page, on top of it; told how the page is drawn. */
  Beside: ComponentType<{ theme: ThemeChoice }> | undefined
}

const defaults: UiSettings = {
  theme: 'auto',
  elder: false,
  fontScale: 1,
  metrics: { statusBarPx: 0, barHeightPx: 48, capsuleRightPx: 0 },
  onBack: () => undefined,
  Beside: undefined,
}

const UiContext = createContext<UiSettings>(defaults)

/** Tells every component below the theme, the sizes and the window's measures. Left out values keep their defaults. */
export function UiProvider({ children, ...given }: Partial<UiSettings> & { children?: ReactNode }) {
  const { theme, elder, fontScale, metrics, onBack, Beside } = { ...defaults, ...given }
  const value = useMemo(
    () => ({ theme, elder, fontScale, metrics, onBack, Beside }),
    [theme, elder, fontScale, metrics, onBack, Beside],
  )
  return <UiContext.Provider value={value}>{children}</UiContext.Provider>
}

export function useUi(): UiSettings {
  return useContext(UiContext)
}

/** Class and style of a themed root. Elder mode's sizes are about 1.3 times the usual ones: the scale comes on top
 *  of that only where the system asks for more, and stops at what 320 px hold. */
export function useThemeRoot(forced?: 'dark'): { className: string; style: Record<string, string> } {
  const { theme, elder, fontScale } = useUi()
  const scale = Math.min(2, Math.max(1, elder ? fontScale / 1.3 : fontScale))
  return {
    className: cx('th', forced ?? theme, elder && 'elder', scale * (elder ? 1.3 : 1) > 1.6 && 'huge'),
    style: scale === 1 ? {} : { '--k': String(Math.round(scale * 100) / 100) },
  }
}
