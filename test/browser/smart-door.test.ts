import type { Browser } from 'playwright-core'
import { browserWorld } from '../journeys/drivers/browser'
import { moodyDoors, night, openSmartDoor } from '../journeys/smart-door'
import { launchChromium } from '../support/chromium'
import { serveH5Demo } from '../support/h5-demo'

jest.setTimeout(120_000)

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

it('opens a smart door by night, in Chromium on the H5 build', async () => {
  const { doors, opened } = moodyDoors()
  const api = await serveH5Demo(() => night, { ports: { doors } })
  const world = browserWorld(browser, api.url)
  try {
    await openSmartDoor(await world.phone('骑手'))
    expect(opened).toHaveLength(1)
  } finally {
    await world.close()
    await api.drop()
  }
})
