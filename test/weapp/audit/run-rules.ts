import type { Faults } from '../runtime/faults'
import type { SetData } from '../runtime/instance'
import type { Exchange } from '../runtime/network'
import { type Element, isElement } from '../runtime/nodes'
import { type Finding, finding, limits } from './limits'

/** What one phone has recorded while it was used. Times are `performance.now()`. */
export interface Evidence {
  begunAt: number
  faults: Faults
  setDatas: readonly SetData[]
  exchanges: readonly Exchange[]
  /** path -> the fullest, deepest and widest it was drawn. */
  shapes: ReadonlyMap<string, Shape>
  /** When the first page showed something; undefined where none did. */
  firstDrawnAt: number | undefined
}

export interface Shape {
  nodes: number
  depth: number
  /** Most children of one node. */
  children: number
}

/** Its page is the root and counts. */
export function shapeOf(root: Element): Shape {
  const below = root.children.filter(isElement).map(shapeOf)
  return {
    nodes: 1 + below.reduce((sum, { nodes }) => sum + nodes, 0),
    depth: 1 + Math.max(0, ...below.map(({ depth }) => depth)),
    children: Math.max(below.length, ...below.map(({ children }) => children)),
  }
}

export const largerOf = (a: Shape | undefined, b: Shape): Shape => ({
  nodes: Math.max(a?.nodes ?? 0, b.nodes),
  depth: Math.max(a?.depth ?? 0, b.depth),
  children: Math.max(a?.children ?? 0, b.children),
})

/** What can be told from a run. Durations are this machine's: a phone is several times slower. */
export function auditRun(evidence: Evidence): Finding[] {
  return [
    ...[...evidence.shapes].flatMap(([path, shape]) => auditShape(path, shape)),
    ...auditSetData(evidence.setDatas),
    ...auditExchanges(evidence.exchanges),
    ...auditTime(evidence),
    ...evidence.faults.all.map((fault) => finding('no-exception', 'console', fault.split('\n')[0] ?? '')),
  ]
}

function auditShape(path: string, { nodes, depth, children }: Shape): Finding[] {
  return [
    ...(nodes >= limits.nodes ? [finding('nodes', path, `${nodes}, below ${limits.nodes}`)] : []),
    ...(depth >= limits.depth ? [finding('depth', path, `${depth}, below ${limits.depth}`)] : []),
    ...(children > limits.children ? [finding('children', path, `${children} of ${limits.children}`)] : []),
  ]
}

function auditSetData(calls: readonly SetData[]): Finding[] {
  const findings = new Map<string, Finding>()
  for (const { page, bytes, at } of calls) {
    if (bytes > limits.setDataBytes)
      findings.set(`size ${page}`, finding('set-data-size', page, `${bytes} of ${limits.setDataBytes} bytes`))
    const within = calls.filter(
      (other) => other.page === page && other.at >= at && other.at < at + 1_000,
    ).length
    if (within > limits.setDataPerSecond)
      findings.set(
        `rate ${page}`,
        finding('set-data-rate', page, `${within} of ${limits.setDataPerSecond} a second`),
      )
  }
  return [...findings.values()]
}

function auditExchanges(exchanges: readonly Exchange[]): Finding[] {
  const findings: Finding[] = []
  const found = (rule: string, { url }: Exchange, what: string) => findings.push(finding(rule, url, what))
  const lasted = ({ begunAt, endedAt }: Exchange) => (endedAt ?? begunAt) - begunAt
  exchanges.forEach((exchange, i) => {
    const { url, begunAt, bytes = 0 } = exchange
    if (!url.startsWith('https://')) found('https', exchange, 'not by HTTPS')
    if (lasted(exchange) > limits.requestMs)
      found('request-time', exchange, `${Math.round(lasted(exchange))} of ${limits.requestMs} ms`)
    const slow = exchanges.filter(
      (other) =>
        lasted(other) > limits.slowMs && other.begunAt <= begunAt && (other.endedAt ?? Infinity) > begunAt,
    ).length
    if (slow > limits.slowRequests)
      found('requests-at-once', exchange, `${slow} slow ones at a time, of ${limits.slowRequests}`)
    const before = exchanges
      .slice(0, i)
      .find(
        (other) => other.url === url && begunAt - other.begunAt < limits.repeatMs && other.bytes === bytes,
      )
    if (before && bytes > limits.repeatedBytes)
      found('repeated-request', exchange, `${bytes} bytes twice in 3 minutes`)
  })
  return findings
}

function auditTime({ begunAt, firstDrawnAt, faults }: Evidence): Finding[] {
  const longest = faults.scripts.filter(({ ms }) => ms > limits.scriptMs)
  const firstMs = (firstDrawnAt ?? Infinity) - begunAt
  return [
    ...longest.map(({ what, ms }) =>
      finding('script-time', what, `${Math.round(ms)} of ${limits.scriptMs} ms`),
    ),
    ...(firstMs > limits.firstScreenMs
      ? [finding('first-screen', 'launch', `${Math.round(firstMs)} of ${limits.firstScreenMs} ms`)]
      : []),
  ]
}
