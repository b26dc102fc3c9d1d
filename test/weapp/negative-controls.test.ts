import { journeys } from '../journeys'
import type { AppJson } from './runtime/app-files'
import { weappDist } from './build-weapp'
import { MiniPrograms } from './mini-programs'
import { attribute, elementsOf, nameOf, textsOf } from './runtime/nodes'
import { WeappPhone } from './runtime/phone'
import { type ServedDemo, serveDemo } from './served-demo'
import { waitUntil } from '../support/wait-until'

/** A green journey means something only if a build that is broken is red. Each of these was broken on purpose. */

const copies = new MiniPrograms()
let api: ServedDemo
beforeAll(async () => {
  api = await serveDemo()
})
afterAll(async () => {
  copies.clear()
  await api.drop()
})

/** From the first screen to a campaign, as a journey begins; throws what is wrong on the way. */
async function walk(dist: string): Promise<void> {
  const phone = new WeappPhone({ dist, server: api.server })
  const limitMs = 2_500
  const texts = () => {
    phone.faults.assertNone()
    return phone.stack.length > 0 ? textsOf(phone.screen) : []
  }
  const tap = async (name: RegExp) => {
    const found = await waitUntil(
      String(name),
      () =>
        texts().length > 0
          ? elementsOf(phone.screen).find((it) => name.test(nameOf(it)) && attribute(it, 'ariaRole'))
          : undefined,
      limitMs,
    )
    phone.tap(found)
  }
  try {
    await waitUntil('a station', () => texts().includes('去这里'), limitMs)
    await tap(/^福利/)
    await tap(/^温暖大礼包，去领$/)
    await waitUntil('a campaign', () => texts().some((text) => text.includes('暖心饺子')), limitMs)
    await new Promise((resolve) => setTimeout(resolve, 50))
    phone.faults.assertNone()
  } finally {
    phone.close()
  }
}

const editAppJson = (edit: (app: AppJson) => void) => (text: string) => {
  const app = JSON.parse(text) as AppJson
  edit(app)
  return JSON.stringify(app)
}
const first = (script: string) => (text: string) => `${script};${text}`

it('lets the real build pass', async () => {
  expect(journeys.length).toBeGreaterThan(0)
  await walk(weappDist)
})

it.each<[what: string, caught: RegExp, file: string, edit: (text: string) => string]>([
  [
    'a template is missing',
    /WXMLRT.*Template `tmpl_0_\w+` not found/s,
    'base.wxml',
    (text) => text.replace(/<template name="tmpl_0_\d+">(\s*<view style=)/, '<template name="gone">$1'),
  ],
  [
    'a tap is not bound',
    /Nobody hears a tap/,
    'common-templates.wxml',
    (text) => text.replaceAll(' bindtap="eh"', ''),
  ],
  [
    'a tap calls a method that is not there',
    /does not have a method "nope"/,
    'common-templates.wxml',
    (text) => text.replaceAll('bindtap="eh"', 'bindtap="nope"'),
  ],
  ['WXML is not closed', /wcc refuses/, 'pages/benefits/index.wxml', (text) => `${text}<view><text></view>`],
  [
    'WXS is written in ES6',
    /wcc refuses/,
    'utils.wxs',
    (text) => text.replace('function (a, b)', '(a, b) =>'),
  ],
  [
    'a page is missing from app.json',
    /page "pages\/campaign\/detail\/index.*is not found/,
    'app.json',
    editAppJson((app) => {
      app.subPackages = app.subPackages?.filter(({ root }) => root !== 'pages/campaign')
      delete app.preloadRule
    }),
  ],
  [
    'app.json names a page that was not built',
    /app.json names pages\/nowhere/,
    'app.json',
    editAppJson((app) => app.pages.push('pages/nowhere')),
  ],
  ['the logic layer uses process', /process is not defined/, 'app.js', first('process.env')],
  ['the logic layer uses the DOM', /document is not defined/, 'app.js', first('document.body')],
  ['the logic layer uses eval', /eval is not defined/, 'app.js', first('eval("1")')],
  [
    'the logic layer makes code of strings',
    /Code generation from strings/,
    'app.js',
    first('Function("return 1")()'),
  ],
  [
    'an option of an API is misspelt',
    /wx.request: there is no option datatype/,
    'common.js',
    (text) => text.replaceAll(/\bdataType:\s*"text"/g, 'datatype:"text"'),
  ],
  [
    'an option of an API has a value that WeChat does not know',
    /wx.request: method is "GOT", not one of/,
    'common.js',
    (text) => text.replace(/\bmethod:(\w+),url:/, 'method:"GOT",url:'),
  ],
  ['an error is written to the console', /console: lost/, 'app.js', first('console.error("lost")')],
  [
    'a timer throws',
    /timer: Error: late/,
    'app.js',
    first('setTimeout(function(){throw new Error("late")},10)'),
  ],
])('catches a build in which %s', async (_what, caught, file, edit) => {
  await expect(async () => walk(copies.edited(weappDist, file, edit))).rejects.toThrow(caught)
})
