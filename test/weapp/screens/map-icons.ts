/**
 * `npx tsx test/weapp/screens/map-icons.ts`: draws the markers of WeChat's map anew, which takes pictures only, into
 * src/pages/station/map/icons. Run it when one changes, and commit what it draws.
 */
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { launchChromium } from '../../support/chromium'

const folder = path.resolve(__dirname, '../../../src/pages/station/map/icons')
/** Sharp on most phones, and small in the package. */
const deviceScaleFactor = 2

const drop = (fill: string, edge: string, ink: string, word: string) =>
  svg(
    40,
    50,
    `<path d="M20 48C15 41 3 32 3 19.5a17 17 0 0 1 34 0C37 32 25 41 20 48Z" fill="${fill}" stroke="${edge}" stroke-width="3"/>
    <text x="20" y="25.5" font-size="15" font-weight="700" fill="${ink}">${word}</text>`,
  )

const disc = (words: string) =>
  svg(
    52,
    52,
    `<circle cx="26" cy="26" r="23.5" fill="#1e1813" stroke="#fff" stroke-width="3"/>
    <text x="26" y="${words.length > 3 ? 30.5 : 32}" font-size="${words.length > 3 ? 14 : 18}" font-weight="700" fill="#fff">${words}</text>`,
  )

function svg(width: number, height: number, inside: string) {
  const text = 'text { text-anchor: middle; font-family: "Noto Sans CJK SC", sans-serif }'
  return {
    width,
    height,
    code: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><style>${text}</style>${inside}</svg>`,
  }
}

const steps = { 10: '10+', 20: '20+', 30: '30+', 50: '50+', 100: '100+', 200: '200+', 500: '500+' }
const thousands = { 1000: '1千+', 2000: '2千+', 5000: '5千+', 10000: '1万+' }
const few = Object.fromEntries([2, 3, 4, 5, 6, 7, 8, 9].map((count) => [count, String(count)]))

const icons: Record<string, ReturnType<typeof svg>> = {
  open: drop('#08593a', '#fff', '#fff', '开'),
  soon: drop('#ffb52e', '#fff', '#3a2500', '快'),
  shut: drop('#574d45', '#fff', '#fff', '关'),
  unknown: drop('#f3ece2', '#85786a', '#1e1813', '?'),
  here: svg(
    28,
    28,
    '<circle cx="14" cy="14" r="13" fill="#2b6be4" fill-opacity=".28"/><circle cx="14" cy="14" r="8" fill="#2b6be4" stroke="#fff" stroke-width="3"/>',
  ),
  ...Object.fromEntries(
    Object.entries({ ...few, ...steps, ...thousands }).map(([count, words]) => [
      `many-${count}`,
      disc(words),
    ]),
  ),
}

async function draw(): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const browser = await launchChromium()
  try {
    const page = await browser.newPage({ deviceScaleFactor })
    for (const [name, { width, height, code }] of Object.entries(icons)) {
      await page.setViewportSize({ width, height })
      await page.setContent(`<body style="margin:0">${code}</body>`)
      await page.screenshot({ path: path.join(folder, `${name}.png`), omitBackground: true })
    }
  } finally {
    await browser.close()
  }
}

void draw()
