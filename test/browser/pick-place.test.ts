import type { Browser } from 'playwright-core'
import { phoneOn } from '../journeys/drivers/browser'
import { until } from '../journeys/journey'
import { launchChromium } from '../support/chromium'
import { type H5Demo, serveH5Demo } from '../support/h5-demo'

jest.setTimeout(120_000)

let browser: Browser
let api: H5Demo
beforeAll(async () => {
  browser = await launchChromium()
  api = await serveH5Demo()
})
afterAll(async () => {
  await browser.close()
  await api.drop()
})

it('looks from the place that the map was moved to under its mark, and tells the server no exact point', async () => {
  const page = await browser.newPage({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  })
  const asked: URLSearchParams[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname === '/v1/stations/nearest') asked.push(searchParams)
  })
  await page.goto(api.url)
  const rider = phoneOn(page, '路人')
  await rider.see('河北大街', '去这里')
  const nearest = () => rider.read(/(\d+\n(?:米|公里)[^]*?)去这里/)
  const before = await nearest()

  await rider.tap(/换个地方$/)
  await rider.tap('在地图上选')
  await rider.see('选一个地方', '从这里找')
  const map = page.locator('.leaflet-container')
  await page.locator('.leaflet-marker-icon').first().waitFor()
  const { x, y, width, height } = (await map.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  await touch('touchStart', { x: x + width / 2, y: y + height / 2 })
  for (let step = 1; step <= 15; step++)
    await touch('touchMove', { x: x + width / 2 + 10 * step, y: y + height / 2 - 7 * step })
  await touch('touchEnd')
  // It slides on for a moment.
  await page.locator('.leaflet-pan-anim').waitFor({ state: 'detached' })
  await rider.tap('从这里找')

  await rider.see('地图上选的地方', '去这里')
  // What is known of the place before shows until the answer is there.
  await until(
    async () => ((await nearest()) === before ? undefined : true),
    'The nearest stayed the same',
    () => page.innerText('body'),
  )
  const last = asked.at(-1)
  for (const degrees of [last?.get('lat'), last?.get('lng')])
    expect(Number(degrees) * 200).toBeCloseTo(Math.round(Number(degrees) * 200), 6)
  // South-west of where it was: the map went the other way under the finger.
  expect(Number(last?.get('lng'))).toBeLessThan(Number(asked[0]?.get('lng')))

  await rider.tap(/换个地方$/)
  await rider.see('地图上选的地方', '现在用这个')
  await page.close()
})
