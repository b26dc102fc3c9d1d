import Taro from '@tarojs/taro'
import colours from '../theme.json'
import type { Appearance } from './appearance.shared'

/** WeChat's text size setting, in px, when it has not been changed. */
const usualFontPx = 16

/** The page has gone meanwhile. */
const ignore = () => undefined

export const appearance = {
  systemTheme: () => (Taro.getAppBaseInfo().theme === 'dark' ? 'dark' : 'light'),
  onThemeChange(listener) {
    const tell = ({ theme }: { theme: string }) => listener(theme === 'dark' ? 'dark' : 'light')
    Taro.onThemeChange(tell)
    return () => Taro.offThemeChange(tell)
  },
  fontScale() {
    const info = Taro.getAppBaseInfo() as { fontSizeSetting?: number; fontSizeScaleFactor?: number }
    return info.fontSizeScaleFactor ?? (info.fontSizeSetting ?? usualFontPx) / usualFontPx
  },
  headerMetrics() {
    const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo()
    const capsule = Taro.getMenuButtonBoundingClientRect()
    // The row is as far below the capsule as it is above it. Some phones report an empty capsule for a moment.
    if (!capsule?.width) return { statusBarPx: statusBarHeight, barHeightPx: 44, capsuleRightPx: 96 }
    return {
      statusBarPx: statusBarHeight,
      barHeightPx: capsule.height + 2 * Math.max(0, capsule.top - statusBarHeight),
      capsuleRightPx: windowWidth - capsule.left,
    }
  },
  paintWindow(theme) {
    const { paper, pullText } = colours[theme]
    const frontColor = theme === 'dark' ? '#ffffff' : '#000000'
    Taro.setNavigationBarColor({ frontColor, backgroundColor: paper }).catch(ignore)
    const behind = { backgroundColor: paper, backgroundColorTop: paper, backgroundColorBottom: paper }
    Taro.setBackgroundColor(behind).catch(ignore)
    Taro.setBackgroundTextStyle({ textStyle: pullText as 'dark' | 'light' }).catch(ignore)
  },
} satisfies Appearance
