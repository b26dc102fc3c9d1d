import { useEffect, useRef } from 'react'
import { PrivacyDoor } from '@/features/account'
import { onThemeChange, paintWindow, systemTheme } from '@/platform'
import { useShown } from '@/platform/use-shown'
import type { ThemeChoice } from '@/ui'

/** What every page has besides its screen: the privacy question, and a window that fits its theme. */
export function PageBeside({ theme }: { theme: ThemeChoice }) {
  const shown = useShown()
  usePaintedWindow(theme, shown)
  return <PrivacyDoor shown={shown} />
}

/** WeChat paints the window by the system's theme; a page that is drawn in another one has to say so. */
function usePaintedWindow(theme: ThemeChoice, shown: boolean): void {
  const told = useRef(false)
  useEffect(() => {
    // Painting reaches the page in front only.
    if (!shown) return undefined
    const paint = () => {
      const system = systemTheme()
      const wanted = theme === 'auto' ? system : theme
      if (wanted === system && !told.current) return
      told.current = true
      paintWindow(wanted)
    }
    paint()
    return onThemeChange(paint)
  }, [theme, shown])
}
