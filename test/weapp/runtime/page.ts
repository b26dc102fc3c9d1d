import type { AppFiles } from './app-files'
import type { Faults } from './faults'
import { type Data, type Instance, type SetData, makeInstance } from './instance'
import type { Element } from './nodes'
import type { Definition, Packages } from './packages'
import type { Realm } from './realm'
import type { View } from './view'

/** What the parts of the phone that run pages have in common. */
export interface Machinery {
  files: AppFiles
  faults: Faults
  realm: Realm
  view: View
  packages: Packages
  setDatas: SetData[]
  /** Called with what a page shows, each time it is drawn. */
  onDraw?: (path: string, tree: Element) => void
}

interface ComponentDefinition extends Definition {
  properties?: Record<string, { value?: unknown }>
  options?: { virtualHost?: boolean }
}

interface Component extends Instance {
  virtualHost: boolean
  seen: boolean
}

let ids = 0

/** A page that is open: its data, its components and what it shows. */
export class OpenPage {
  readonly instance: Instance
  readonly key = ++ids
  private readonly components = new Map<string, Component>()
  private shown: Element | undefined
  private waiting: (() => void)[] = []
  private scheduled = false
  private closed = false

  constructor(
    private readonly machinery: Machinery,
    readonly path: string,
    readonly query: Record<string, string>,
  ) {
    const { packages, realm, view } = machinery
    packages.run(path)
    const definition = packages.pages.get(path)
    if (!definition) throw new Error(`${path}.js does not call Page`)
    this.instance = makeInstance({
      id: path,
      realm,
      parseInView: view.parse,
      definition,
      extras: {
        ...this.extras(),
        route: path,
        __route__: path,
        is: path,
        options: query,
        __wxWebviewId__: this.key,
        selectComponent: () => null,
        getTabBar: () => null,
      },
      onSetData: this.note,
    })
  }

  /** Opens, as onLoad, onShow and then, once it has been drawn, onReady. */
  start(): void {
    this.call('onLoad', this.query)
    this.call('onShow')
    this.draw()
    this.machinery.realm.later(`onReady of ${this.path}`, () => this.instance.call('onReady'))
  }

  /** Calls a lifetime or another method of the page, if it has it. */
  call(method: string, ...args: unknown[]): unknown {
    const { faults, realm } = this.machinery
    return faults.run(`${method} of ${this.path}`, () =>
      this.instance.call(method, ...args.map((arg) => realm.give(arg))),
    )
  }

  listens(method: string): boolean {
    return typeof this.instance.self[method] === 'function'
  }

  close(): void {
    this.call('onUnload')
    this.closed = true
    for (const component of this.components.values()) component.call('detached')
    this.components.clear()
  }

  /** What it shows now. */
  tree(): Element {
    if (!this.shown) this.draw()
    return this.shown as Element
  }

  private readonly note = (json: string, keys: string[], done: (() => void) | undefined): void => {
    this.machinery.setDatas.push({
      page: this.path,
      at: performance.now(),
      bytes: Buffer.byteLength(json),
      keys,
    })
    this.shown = undefined
    if (done) this.waiting.push(done)
    if (this.scheduled) return
    this.scheduled = true
    this.machinery.realm.later('setData', () => {
      this.scheduled = false
      if (this.closed) return
      this.draw()
      for (const tell of this.waiting.splice(0)) this.machinery.faults.run('callback of setData', tell)
    })
  }

  private draw(): void {
    const { view } = this.machinery
    for (const component of this.components.values()) component.seen = false
    const born: Component[] = []
    this.shown = view.render(this.instance, (id, key, attributes) => {
      const known = this.components.get(key)
      const component = known?.id === id ? known : this.component(id, attributes)
      component.seen = true
      if (component === known) this.update(component, attributes)
      else {
        this.components.set(key, component)
        born.push(component)
      }
      return component
    })
    for (const [key, component] of this.components) {
      if (component.seen) continue
      this.components.delete(key)
      this.lifetime(component, 'detached')
    }
    for (const component of born) this.lifetime(component, 'attached')
    this.machinery.onDraw?.(this.path, this.shown)
  }

  private lifetime(component: Component, name: 'attached' | 'detached'): void {
    const { lifetimes } = component.self as { lifetimes?: Record<string, () => void> }
    this.machinery.faults.run(`${name} of ${component.id}`, () =>
      lifetimes?.[name] ? lifetimes[name].call(component.self) : component.call(name),
    )
  }

  private component(id: string, attributes: Record<string, unknown>): Component {
    const { packages, realm, view } = this.machinery
    packages.run(id)
    const definition: ComponentDefinition | undefined = packages.components.get(id)
    if (!definition) throw new Error(`${id}.js does not call Component`)
    const properties = Object.fromEntries(
      Object.entries(definition.properties ?? {}).map(([name, { value }]) => [
        name,
        attributes[name] ?? value,
      ]),
    )
    const instance = makeInstance({
      id,
      realm,
      parseInView: view.parse,
      definition,
      data: properties,
      extras: { ...this.extras(), is: id },
      onSetData: this.note,
    })
    instance.self.properties = instance.self.data
    return Object.assign(instance, { virtualHost: definition.options?.virtualHost === true, seen: true })
  }

  /** A tag's properties reach the component with each drawing of what is around it. */
  private update(component: Component, attributes: Record<string, unknown>): void {
    const { realm, view } = this.machinery
    for (const name of Object.keys(component.self.properties ?? {})) {
      if (!(name in attributes)) continue
      const json = JSON.stringify(attributes[name])
      if (json === JSON.stringify(component.viewData[name])) continue
      component.viewData[name] = view.parse(json)
      ;(component.self.data as Data)[name] = realm.give(attributes[name])
    }
  }

  private extras(): Data {
    return { getPageId: () => `pageId:${this.key}`, triggerEvent: () => undefined }
  }
}
