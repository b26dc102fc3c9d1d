import type { Page } from 'playwright-core'
import { type Finding, finding, limits } from './limits'

/** Sizes of what was painted, in CSS px. */
export interface Layout {
  taps: { name: string; width: number; height: number }[]
  images: { src: string; shown: number; pixels: number }[]
  ratio: number
}

/** Measures a page that has been painted in a browser. Runs in there. */
export async function measure(page: Page, ratio: number): Promise<Layout> {
  const roles = ['button', 'tab', 'radio', 'checkbox', 'switch', 'link', 'textbox']
  const taps = await page.locator(roles.map((role) => `[role=${role}]`).join()).evaluateAll((elements) =>
    elements.map((element) => {
      const { width, height } = element.getBoundingClientRect()
      return { name: element.getAttribute('aria-label') ?? element.textContent, width, height }
    }),
  )
  const images = await page.locator('img').evaluateAll((elements) =>
    (elements as HTMLImageElement[]).map((image) => {
      const { width, height } = image.getBoundingClientRect()
      const pixels = image.naturalWidth * image.naturalHeight
      return { src: image.src.slice(0, 60), shown: width * height, pixels }
    }),
  )
  return { taps: taps.filter(({ width, height }) => width > 0 && height > 0), images, ratio }
}

/** What can be told from the sizes of things on the screen. */
export function auditLayout(path: string, { taps, images, ratio }: Layout): Finding[] {
  const least = limits.tapPx - 0.5
  return [
    ...taps
      .filter(({ width, height }) => width < least || height < least)
      .map(({ name, width, height }) =>
        finding(
          'tap-area',
          path,
          `${name}: ${Math.round(width)} × ${Math.round(height)}, at least ${limits.tapPx}`,
        ),
      ),
    ...images
      .filter(({ shown, pixels }) => shown > 0 && pixels > shown * ratio ** 2)
      .map(({ src, shown, pixels }) =>
        finding('image-pixels', path, `${src}: ${pixels} for ${Math.round(shown * ratio ** 2)} shown`),
      ),
  ]
}
