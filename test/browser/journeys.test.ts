import { writeFile } from 'node:fs/promises'
import path from 'node:path'
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
    const data = await spawner.dataFolder()
    const server = spawner.api({ NUANXIN_DATA: data }, 'server/start')
    const importRoster = async (channel: string, csv: string) => {
      const file = path.join(path.dirname(data), `${channel}.csv`)
      await writeFile(file, csv)
      await spawner.run('import-roster', [file], { NUANXIN_DATA: data, NUANXIN_DEMO: '1' })
    }
    // Where somebody works on the sources meanwhile, it builds H5 anew.
    const world = browserWorld(browser, await server.ready(120_000))
    try {
      await walk({ ...world, importRoster })
    } finally {
      await world.close()
    }
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(server.stderr).toBe('')
  })
})
