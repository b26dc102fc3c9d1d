/**
 * `npm run audit:weapp`: WeChat's 体验评分, as far as it can be judged without a phone. Builds the mini-program, walks every
 * journey on it, paints each page it came by in a browser, and fails with what breaks a rule.
 *
 * Not judged, for want of a phone: how long drawing takes, images asked for at a time, and how scrolling feels.
 */
import { journeys } from '../../journeys'
import type { Journey } from '../../journeys/journey'
import { weappWorld } from '../../journeys/drivers/weapp'
import { launchChromium } from '../../support/chromium'
import startPostgres from '../../support/postgres-setup'
import stopPostgres from '../../support/postgres-teardown'
import { buildWeapp, weappDist } from '../build-weapp'
import { paint } from '../paint'
import { AppFiles } from '../runtime/app-files'
import type { Element } from '../runtime/nodes'
import { usualSurroundings } from '../runtime/surroundings'
import { serveDemo } from '../served-demo'
import { auditBuild } from './build-rules'
import { auditLayout, measure } from './layout-rules'
import { type Finding, timeRules } from './limits'
import { auditRun, largerOf, type Shape, shapeOf } from './run-rules'

/** Every page the journeys came by, as it was drawn when it held most. */
const fullest = new Map<string, Element>()
const shapes = new Map<string, Shape>()

function onDraw(path: string, tree: Element): void {
  const shape = shapeOf(tree)
  if (shape.nodes > (shapes.get(path)?.nodes ?? 0)) fullest.set(path, tree)
  shapes.set(path, largerOf(shapes.get(path), shape))
}

/** By which the pages are come by that no journey needs on every platform. */
const lookAtMap: Journey = {
  name: '路人看地图',
  async walk({ phone }) {
    const anyone = await phone('路人')
    await anyone.see('去这里')
    await anyone.tap('看地图')
    await anyone.see('看列表')
  },
}

/** How often a journey is walked before what it took too long for is held against the app and not the machine. */
const walks = 3

async function auditJourneys(): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const journey of [...journeys, lookAtMap]) {
    let found = await auditJourney(journey)
    for (let again = 1; again < walks && found.some(isOfTime); again++) {
      const slow = new Set((await auditJourney(journey)).filter(isOfTime).map(({ rule }) => rule))
      found = found.filter((it) => !isOfTime(it) || slow.has(it.rule))
    }
    findings.push(...found)
    console.log(`walked   ${journey.name}`)
  }
  return findings
}

const isOfTime = ({ rule }: Finding): boolean => timeRules.includes(rule)

async function auditJourney({ walk }: Journey): Promise<Finding[]> {
  const api = await serveDemo()
  const world = weappWorld({ dist: weappDist, server: api.server, onDraw })
  try {
    await walk({ ...world, importRoster: api.importRoster })
    // One phone's journey at a time: the shapes are of all of them.
    return world.phones.flatMap((phone) => auditRun({ ...phone, exchanges: phone.exchanges, shapes }))
  } finally {
    world.close()
    await api.drop()
  }
}

async function auditLayouts(): Promise<Finding[]> {
  const browser = await launchChromium()
  const surroundings = usualSurroundings()
  const page = await browser.newPage({ deviceScaleFactor: 1 })
  const findings: Finding[] = []
  for (const [path, tree] of fullest) {
    await paint(page, { dist: weappDist, path, tree, surroundings })
    findings.push(...auditLayout(path, await measure(page, surroundings.pixelRatio)))
  }
  await browser.close()
  return findings
}

async function audit(): Promise<void> {
  await buildWeapp()
  await startPostgres()
  try {
    const findings = [...auditBuild(weappDist), ...(await auditJourneys()), ...(await auditLayouts())]
    for (const [path, { nodes, depth, children }] of shapes)
      console.log(`${path.padEnd(34)}${nodes} nodes, ${depth} deep, ${children} children at most`)
    const missed = [...new AppFiles(weappDist).pages].filter((it) => !shapes.has(it))
    if (missed.length > 0) throw new Error(`Nobody came by ${missed.join(', ')}`)
    const lines = new Set(
      findings.map(({ rule, where, what }) => `BROKEN   ${rule.padEnd(18)} ${where}  ${what}`),
    )
    for (const line of lines) console.log(line)
    console.log(`${shapes.size} pages, ${lines.size} rules broken`)
    if (lines.size > 0) process.exitCode = 1
  } finally {
    await stopPostgres()
  }
}

void audit()
