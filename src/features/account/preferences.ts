import * as z from 'zod/mini'
import { fontScale } from '@/platform'
import { persisted } from '@/platform/persisted'

const theme = z.enum(['auto', 'light', 'dark'])
export type ThemePreference = z.output<typeof theme>

/** How the app looks on this phone, whoever uses it. `auto` follows the phone. */
const usePreferencesStore = persisted(
  'preferences',
  z.object({ theme, elder: z.enum(['auto', 'on', 'off']) }),
  { theme: 'auto', elder: 'auto' },
)

/** Who sets the phone's own text this much larger is given elder mode unasked. */
const elderScale = 1.3

export interface Preferences {
  theme: ThemePreference
  elder: boolean
}

/** What was chosen, or follows from the phone's settings. */
export function usePreferences(): Preferences {
  const chosenTheme = usePreferencesStore((it) => it.theme)
  const elder = usePreferencesStore((it) => it.elder)
  return { theme: chosenTheme, elder: elder === 'auto' ? fontScale() >= elderScale : elder === 'on' }
}

export const chooseTheme = (chosen: ThemePreference): void => usePreferencesStore.setState({ theme: chosen })

export const chooseElder = (on: boolean): void => usePreferencesStore.setState({ elder: on ? 'on' : 'off' })
