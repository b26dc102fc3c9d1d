import { Choice, Sheet } from '@/ui'
import { chooseTheme, type ThemePreference } from './preferences'

/** A choice of theme as its row tells it. */
export const themeWords: Record<ThemePreference, { note: string; value: string }> = {
  auto: { note: '跟随系统', value: '自动' },
  light: { note: '白天', value: '关' },
  dark: { note: '夜里', value: '开' },
}

const options = (['auto', 'light', 'dark'] as const).map((value) => ({ value, text: themeWords[value].note }))

/** When the screen is dark. */
export function ThemeSheet({ theme, onClose }: { theme: ThemePreference; onClose: () => void }) {
  return (
    <Sheet title="深色" onClose={onClose}>
      <Choice
        label="深色"
        options={options}
        value={theme}
        onChange={(chosen) => {
          chooseTheme(chosen)
          onClose()
        }}
      />
    </Sheet>
  )
}
