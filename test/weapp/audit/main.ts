/**
 * `npm run audit:weapp`: WeChat's 体验评分, as far as it can be judged without a phone. Builds the mini-program, walks every
 * journey on it, paints each page it came by in a browser, and fails with what breaks a rule.
 *
 * Not judged, for want of a phone: how long drawing takes, images asked for at a time, and how scrolling feels.
 */
import { journeys } from '../../journeys'
import { weappWorld } from '../../journeys/drivers/weapp'
import { launchChromium } from '../../support/chromium'
import startPostgres from '../../support/postgres-setup'
import stopPostgres from '../../support/postgres-teardown'
import { buildWeapp, weappDist } from '../build-weapp'
import { paint } from '../paint'
import type { Element } from '../runtime/nodes'
import { usualSurroundings } from '../runtime/surroundings'
import { serveDemo } from '../served-demo'
import { auditBuild } from './build-rules'
import { auditLayout, measure } from './layout-rules'
import type { Finding } from './limits'
import { auditRun, largerOf, type Shape, shapeOf } from './run-rules'

/** Every page the journeys came by, as it was drawn when it held most. */
const fullest = new Map<string, Element>()
const shapes = new Map<string, Shape>()

function onDraw(path: string, tree: Element): void {
  const shape = shapeOf(tree)
  if (shape.nodes > (shapes.get(path)?.nodes ?? 0)) fullest.set(path, tree)
  shapes.set(path, largerOf(shapes.get(path), shape))
}

async function auditJourneys(): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, walk } of journeys) {
    const api = await serveDemo()
    const world = weappWorld({ dist: weappDist, server: api.server, onDraw })
    try {
      await walk({ ...world, importRoster: api.importRoster })
      // One phone's journey at a time: the shapes are of all of them.
      for (const phone of world.phones)
        findings.push(...auditRun({ ...phone, exchanges: phone.exchanges, shapes }))
    } finally {
      world.close()
      await api.drop()
    }
    console.log(`walked   ${name}`)
  }
  return findings
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
