export type Theme = 'light' | 'dark'

/** Room for a header we draw ourselves, in CSS px. */
export interface HeaderMetrics {
  /** Height of the system's status bar (clock, battery). */
  statusBarPx: number
  /** Height of the row beside WeChat's capsule, below the status bar. */
  barHeightPx: number
  /** Width at the right edge that the capsule takes; 0 where there is none. */
  capsuleRightPx: number
}

export interface Appearance {
  systemTheme(): Theme
  onThemeChange(listener: (theme: Theme) => void): () => void
  /** The reader's own text size as a factor of the usual one: 1, 1.25 … */
  fontScale(): number
  headerMetrics(): HeaderMetrics
  /** Makes the clock and the battery legible over this page, and what is behind it when it is pulled down fit. */
  paintWindow(theme: Theme): void
}
