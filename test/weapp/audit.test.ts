import type { Browser } from 'playwright-core'
import { deflateSync } from 'node:zlib'
import { launchChromium } from '../support/chromium'
import { waitUntil } from '../support/wait-until'
import { auditBuild } from './audit/build-rules'
import { weappDist } from './build-weapp'
import { auditLayout, measure } from './audit/layout-rules'
import { type Shape, auditRun, largerOf, shapeOf } from './audit/run-rules'
import { MiniPrograms } from './mini-programs'
import { paint } from './paint'
import { WeappPhone, type PhoneOptions } from './runtime/phone'

/** Each rule of the audit, broken on purpose: it must say so, and nothing else. */

const programs = new MiniPrograms()
afterAll(() => programs.clear())

const text = (kb: number) => ' '.repeat(kb * 1024)

describe('of the build', () => {
  const app = { pages: ['pages/a'], lazyCodeLoading: 'requiredComponents' }
  const packages = Array.from({ length: 12 }, (_, i) => `p${i}`)

  it.each<[rule: string, files: Record<string, string | object>]>([
    ['package-size', { 'app.js': text(2_100) }],
    [
      'total-size',
      {
        'app.json': { ...app, subPackages: packages.map((root) => ({ root, pages: ['b'] })) },
        ...Object.fromEntries(packages.map((root) => [`${root}/b.js`, text(1_900)])),
      },
    ],
    ['image-file', { 'big.png': text(210) }],
    ['no-active', { 'app.wxss': '.a:active { color: red }' }],
    ['https', { 'app.js': 'App({ api: "http://api.example.cn" })' }],
    ['older-phones', { 'app.js': 'App({ name: "a-b".replaceAll("-", "") })' }],
    ['older-phones', { 'app.js': 'App({ name: typeof wx?.login })' }],
    ['lazy-code-loading', { 'app.json': { pages: ['pages/a'] } }],
  ])('%s', (rule, files) => {
    expect(auditBuild(programs.write(files)).map((it) => it.rule)).toEqual([rule])
  })

  it('finds nothing in ours', () => {
    expect(auditBuild(weappDist)).toEqual([])
  })

  it('finds nothing in one that keeps them all', () => {
    expect(auditBuild(programs.write({ 'app.js': 'App({ ns: "http://www.w3.org/2000/svg" })' }))).toEqual([])
  })
})

const slowly =
  (ms: number): PhoneOptions['server'] =>
  async () => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    return new Response('x'.repeat(10))
  }
const answering =
  (bytes: number): PhoneOptions['server'] =>
  async () =>
    new Response('x'.repeat(bytes))
const quick = slowly(0)
const ask = (times: number, url = 'https://x.cn/') =>
  `for (var i = 0; i < ${times}; i++) wx.request({ url: '${url}', dataType: 'text' })`

describe('of a run', () => {
  const run = async (files: Record<string, string>, server = quick) => {
    const shapes = new Map<string, Shape>()
    const phone = new WeappPhone({
      dist: programs.write(files),
      server,
      onDraw: (path, tree) => shapes.set(path, largerOf(shapes.get(path), shapeOf(tree))),
    })
    await waitUntil('a page', () => phone.stack.length > 0)
    await waitUntil('answers', () => phone.exchanges.every(({ endedAt }) => endedAt !== undefined))
    await new Promise((resolve) => setTimeout(resolve, 30))
    const findings = auditRun({ ...phone, exchanges: phone.exchanges, shapes, firstDrawnAt: phone.begunAt })
    phone.close()
    return [...new Set(findings.map(({ rule }) => rule))]
  }
  const onShow = (script: string) => ({ 'pages/a.js': `Page({ onShow: function () { ${script} } })` })
  const list = (length: number, row: string) => ({
    'pages/a.wxml': `<view wx:for="{{list}}" wx:key="*this">${row}</view>`,
    'pages/a.js': `Page({ data: { list: [${Array.from({ length }, (_, i) => i).join()}] } })`,
  })

  it.each<[rule: string, files: Record<string, string>, server: PhoneOptions['server']]>([
    ['nodes', list(50, '<view wx:for="{{list}}" wx:for-item="b" wx:key="*this"></view>'), quick],
    ['depth', { 'pages/a.wxml': '<view>'.repeat(31) + '</view>'.repeat(31) }, quick],
    ['children', list(61, ''), quick],
    ['set-data-size', onShow('this.setData({ a: new Array(300 * 1024).join("x") })'), quick],
    ['set-data-rate', onShow('for (var i = 0; i < 21; i++) this.setData({ i: i })'), quick],
    ['request-time', onShow(ask(1)), slowly(1_100)],
    ['requests-at-once', onShow(ask(11)), slowly(400)],
    ['repeated-request', onShow(ask(2)), answering(130 * 1024)],
    ['https', onShow(ask(1, 'http://127.0.0.1:1/')), quick],
    ['script-time', onShow('var end = Date.now() + 1100; while (Date.now() < end);'), quick],
    ['no-exception', onShow('throw new Error("no")'), quick],
  ])('%s', async (rule, files, server) => {
    expect(await run(files, server)).toEqual([rule])
  })

  it('first-screen', () => {
    const phone = new WeappPhone({ dist: programs.write({}), server: quick })
    phone.close()
    const late = { ...phone, exchanges: [], shapes: new Map(), firstDrawnAt: phone.begunAt + 5_100 }
    expect(auditRun(late).map(({ rule }) => rule)).toEqual(['first-screen'])
  })

  it('finds nothing in one that keeps them all', async () => {
    expect(await run({ ...list(20, 'x'), 'app.js': `App({}); ${ask(2)}` })).toEqual([])
  })
})

describe('of the layout', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  const layout = async (wxml: string) => {
    const dist = programs.write({
      'pages/a.wxml': wxml,
      'app.wxss': '.tap { width: 100rpx; height: 100rpx }',
    })
    const phone = new WeappPhone({ dist, server: quick })
    await waitUntil('a page', () => phone.stack.length > 0)
    const page = await browser.newPage()
    const { surroundings, screen: tree } = phone
    await paint(page, { dist, path: 'pages/a', tree, surroundings })
    phone.close()
    return auditLayout('pages/a', await measure(page, surroundings.pixelRatio)).map(({ rule }) => rule)
  }

  it.each([
    ['tap-area', '<view class="tap" style="width: 40px" aria-role="button">x</view>'],
    ['image-pixels', `<image style="width: 20px; height: 20px" src="${png(100)}"></image>`],
  ])('%s', async (rule, wxml) => {
    expect(await layout(wxml)).toEqual([rule])
  })

  it('finds nothing in one that keeps them all', async () => {
    // 100rpx are 52 px on this phone.
    const wxml = `<view class="tap" aria-role="button">x</view><image style="width: 34px; height: 34px" src="${png(100)}"></image>`
    expect(await layout(wxml)).toEqual([])
  })
})

/** A black picture of this many pixels a side, as a data URI. */
function png(side: number): string {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const framed = Buffer.alloc(8 + body.length)
    framed.writeUInt32BE(data.length, 0)
    body.copy(framed, 4)
    framed.writeUInt32BE(crc(body), 4 + body.length)
    return framed
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header[8] = 8
  const rows = deflateSync(Buffer.alloc(side * (side + 1)))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const file = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return `data:image/png;base64,${file.toString('base64')}`
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return (value ^ 0xffffffff) >>> 0
}
