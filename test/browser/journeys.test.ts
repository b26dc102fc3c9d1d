import type { Browser } from 'playwright-core'
import { journeys } from '../journeys'
import { browserWorld } from '../journeys/drivers/browser'
import { launchChromium } from '../support/chromium'
import { createSpawner } from '../support/spawned-api'

jest.setTimeout(240_000)

const spawner = createSpawner()
let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await spawner.clear()
})

describe.each(journeys)('$name', ({ walk }) => {
  it('in Chromium, on the H5 build, against the server as it is started', async () => {
    const server = spawner.api({ NUANXIN_DATA: await spawner.dataFolder() }, 'start')
    // Where somebody works on the sources meanwhile, it builds H5 anew.
    const world = browserWorld(browser, await server.ready(120_000))
    try {
      await walk(world)
    } finally {
      await world.close()
    }
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(server.stderr).toBe('')
  })
})
