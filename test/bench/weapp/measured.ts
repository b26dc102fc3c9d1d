import type { Profiler } from 'node:inspector'
import { Session } from 'node:inspector/promises'
import { elementsOf, handlerOf, isElement, nameOf, textsOf, type Element } from '../../weapp/runtime/nodes'
import { type PhoneOptions, WeappPhone } from '../../weapp/runtime/phone'

/** What one act of a user cost. */
export interface Cost {
  /** Bytes and calls of setData. */
  bytes: number
  calls: number
  /** Milliseconds in which the logic layer's own script ran. */
  logicMs: number
}

const inspector = new Session()
inspector.connect()

/** Microseconds from one look at what runs to the next. */
const everyUs = 100

const profiler = {
  async start(): Promise<void> {
    await inspector.post('Profiler.enable')
    await inspector.post('Profiler.setSamplingInterval', { interval: everyUs })
    await inspector.post('Profiler.start')
  },
  /** Milliseconds in which script of the mini-program ran, and what is built in on its behalf. */
  async stop(): Promise<number> {
    const { profile } = await inspector.post('Profiler.stop')
    const own = ownNodes(profile.nodes)
    let us = 0
    profile.samples?.forEach((node, i) => {
      // A long pause is another program's turn.
      if (own.has(node)) us += Math.min(profile.timeDeltas?.[i] ?? 0, everyUs * 10)
    })
    return us / 1000
  },
}

/** Scripts of the mini-program are named as in its package; the runtime's and Node's by where they live. */
const isOwn = (url: string) => /^(?!wxml\.js$)[\w/-]+\.js$/.test(url)

/** The nodes of a profile whose innermost script is the mini-program's. */
function ownNodes(nodes: readonly Profiler.ProfileNode[]): Set<number> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const own = new Set<number>()
  const visit = (node: Profiler.ProfileNode, inherited: boolean) => {
    const { url } = node.callFrame
    const mine = url === '' ? inherited : isOwn(url)
    if (mine) own.add(node.id)
    for (const child of node.children ?? []) {
      const found = byId.get(child)
      if (found) visit(found, mine)
    }
  }
  const [root] = nodes
  if (root) visit(root, false)
  return own
}

/** Without a setData or an answer for so long, an act has come to its end. */
const quietMs = 80

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A phone whose acts are measured. */
export class MeasuredPhone {
  readonly phone: WeappPhone

  constructor(options: PhoneOptions) {
    this.phone = new WeappPhone(options)
  }

  /** Waits until nothing has happened for so long. */
  async settled(restMs = quietMs): Promise<void> {
    const { phone } = this
    const state = () =>
      `${phone.setDatas.length} ${phone.exchanges.filter(({ endedAt }) => endedAt === undefined).length} ${phone.faults.scripts.length}`
    for (let before = ''; before !== state();) {
      before = state()
      await sleep(restMs)
    }
    phone.faults.assertNone()
  }

  /** Waits, without a pause, until something to tap is called so. */
  async until(name: RegExp): Promise<void> {
    const { phone } = this
    const seen = () =>
      phone.stack.length > 0 &&
      elementsOf(phone.screen).some((it) => handlerOf(it, 'tap') && name.test(nameOf(it)))
    for (let drawn = -1; drawn === phone.setDatas.length || !seen();) {
      phone.faults.assertNone()
      drawn = phone.setDatas.length
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** What `act` costs until nothing happens any more. */
  async cost(act: () => unknown): Promise<Cost> {
    const { setDatas } = this.phone
    const first = setDatas.length
    await profiler.start()
    await act()
    await this.settled()
    const logicMs = await profiler.stop()
    const sent = setDatas.slice(first)
    return { bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0), calls: sent.length, logicMs }
  }

  /** What can be tapped under this name, or with this text. */
  find(name: string): Element {
    const found = elementsOf(this.phone.screen).find(
      (it) => handlerOf(it, 'tap') && nameOf(it).replace(/，(已选|未选)$/, '') === name,
    )
    if (!found) throw new Error(`Nothing to tap is called ${name}; there is:\n${this.text()}`)
    return found
  }

  tap(name: string): void {
    this.phone.tap(this.find(name))
  }

  text(): string {
    return textsOf(this.phone.screen).join('\n')
  }

  /** Nodes, the deepest of them, and the most that one has below it. */
  shape(): { nodes: number; depth: number; children: number } {
    const depthOf = (element: Element): number =>
      1 + Math.max(0, ...element.children.filter(isElement).map(depthOf))
    const all = elementsOf(this.phone.screen)
    return {
      nodes: all.length,
      depth: depthOf(this.phone.screen),
      children: Math.max(...all.map((it) => it.children.filter(isElement).length)),
    }
  }
}
