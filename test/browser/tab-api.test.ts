import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { serve, type ServerType } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { Browser } from 'playwright-core'
import { api } from '@/contract'
import { browserWorld } from '../journeys/drivers/browser'
import { joinMutualAid } from '../journeys/join-mutual-aid.journey'
import { launchChromium } from '../support/chromium'

jest.setTimeout(120_000)

/** What reached the server of the static demo. */
const asked: string[] = []
let site: ServerType
let url: string
let browser: Browser
beforeAll(async () => {
  const app = new Hono()
  app.use(async (c, next) => {
    asked.push(c.req.path)
    await next()
  })
  app.use(serveStatic({ root: path.relative(process.cwd(), path.resolve(__dirname, '../../dist/h5-tab')) }))
  site = await new Promise((resolve) => {
    const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening))
  })
  url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  await new Promise((resolve) => site.close(resolve))
})

it('answers GET /v1/campaigns in the tab, and still does after a reload', async () => {
  const page = await browser.newPage()
  const answer = async () => {
    await page.getByText('去这里').first().waitFor({ timeout: 60_000 })
    return page.evaluate(async () => {
      const response = await fetch('/v1/campaigns')
      return { status: response.status, body: (await response.json()) as unknown }
    })
  }
  await page.goto(url)
  const first = await answer()
  expect(first.status).toBe(200)
  const { campaigns } = api.listCampaigns.reply.parse(first.body)
  expect(campaigns.map(({ campaign }) => campaign.title)).toContain('温暖大礼包')

  await page.reload()
  const second = await answer()
  expect(second.status).toBe(200)
  await page.close()
  expect(asked.filter((it) => it.startsWith('/v1'))).toEqual([])
})

it('carries a whole journey without a server', async () => {
  const world = browserWorld(browser, url)
  try {
    await joinMutualAid.walk({
      ...world,
      importRoster: () => Promise.reject(new Error('There is no office')),
    })
  } finally {
    await world.close()
  }
  expect(asked.filter((it) => it.startsWith('/v1'))).toEqual([])
})
