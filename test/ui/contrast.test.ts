import { colours } from './tokens'

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const v = parseInt(hex.slice(i, i + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** WCAG 2 contrast of two colours, 1–21. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['paper', 'card', 'sunk', 'lamp-soft', 'hero-b']
/** What stands on what: text colours, the grounds under them, and the least contrast. */
const pairs: [text: string[], grounds: string[], least: number][] = [
  [['ink', 'ink-2', 'ink-3', 'warn', 'stop', 'brand'], grounds, 4.5],
  [['ink', 'ink-2'], ['hero-a'], 4.5],
  [['open', 'closed'], ['paper', 'card', 'sunk', 'hero-b'], 7],
  [['amount'], ['paper', 'card', 'hero-b'], 7],
  [['lamp-ink'], ['lamp-soft', 'sunk', 'card'], 7],
  [['ink'], ['paper', 'card', 'sunk', 'hero-b', 'hero-a'], 7],
  [['on-open'], ['open'], 7],
  [['on-lamp'], ['lamp'], 7],
  [['on-brand'], ['brand'], 4.5],
  [['on-stop'], ['stop'], 4.5],
  [['paper'], ['ink'], 7],
]

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const token = colours(theme)
  const cases = pairs.flatMap(([texts, under, least]) =>
    texts.flatMap((text) => under.map((ground) => ({ text, ground, least }))),
  )

  test.each(cases)('$text on $ground reaches $least', ({ text, ground, least }) => {
    const [one, other] = [token[text], token[ground]]
    if (!one || !other) throw new Error(`no colour for ${text} or ${ground}`)
    expect(contrast(one, other)).toBeGreaterThanOrEqual(least)
  })

  test('the edges of what is filled in or switched reach 3 (WCAG 1.4.11)', () => {
    for (const ground of ['paper', 'card', 'sunk']) {
      expect(contrast(token['edge'] ?? '', token[ground] ?? '')).toBeGreaterThanOrEqual(3)
    }
  })
})

test('codes are black on white in both themes', () => {
  expect(contrast('#17120e', '#ffffff')).toBeGreaterThanOrEqual(7)
})
