import vm from 'node:vm'
import type { AppFiles } from './app-files'
import { compileWxml } from './compiler'
import type { Faults } from './faults'
import type { Data, Instance } from './instance'
import type { Element, Node } from './nodes'

/** What wcc's script makes of a template and its data. */
interface WccElement {
  tag: string
  attr?: Record<string, unknown>
  children?: WccNode[]
}
type WccNode = WccElement | string | number

/** Makes the component a tag stands for, or finds the one that stood there before. */
export type ComponentAt = (
  id: string,
  key: string,
  attributes: Record<string, unknown>,
) => Instance & { virtualHost: boolean }

/**
 * The view layer: WXML as WeChat's compiler renders it. Data must have come through {@link parse}, since WXS asks whether
 * their constructor is its own realm's Object.
 */
export class View {
  readonly parse: (json: string) => unknown
  private readonly templates: (
    file: string,
  ) => ((data: Data, env: object, global: object) => WccElement) | undefined

  constructor(
    private readonly files: AppFiles,
    private readonly faults: Faults,
    console: unknown,
  ) {
    const context = vm.createContext({ console })
    vm.runInContext(
      'var window = this, global = {}, __wxAppData = {}, __wxConfig = {}, __WXML_GLOBAL__',
      context,
    )
    vm.runInContext(compileWxml(files.dist), context, { filename: 'wxml.js' })
    this.parse = vm.runInContext('JSON.parse', context) as (json: string) => unknown
    this.templates = (context as { $gwx: View['templates'] }).$gwx
  }

  /** What a page shows. */
  render(page: Instance, componentAt: ComponentAt): Element {
    const root = this.fill(page)
    const element: Element = { tag: 'page', attributes: {}, children: [], parent: undefined, owner: page }
    this.addAll(root.children, element, page, componentAt, '')
    return element
  }

  private fill(instance: Instance): WccElement {
    const template = this.templates(`${instance.id}.wxml`)
    if (!template) throw new Error(`There is no ${instance.id}.wxml`)
    return (
      this.faults.run(`wxml of ${instance.id}`, () => template(instance.viewData, {}, {})) ?? {
        tag: 'wx-page',
      }
    )
  }

  private addAll(
    nodes: WccNode[] = [],
    parent: Element,
    owner: Instance,
    at: ComponentAt,
    key: string,
  ): void {
    nodes.forEach((node, i) => this.add(node, parent, owner, at, `${key}/${i}`))
  }

  private add(node: WccNode, parent: Element, owner: Instance, at: ComponentAt, key: string): void {
    if (typeof node !== 'object')
      return void parent.children.push({ text: String(node), parent } satisfies Node)
    const { attr = {}, children } = node
    const tag = node.tag.replace(/^wx-/, '')
    // A block or a loop is no node of its own.
    if (tag === 'virtual') return this.addAll(children, parent, owner, at, key)
    const component = this.componentsOf(owner.id)[tag]
    const element: Element = { tag, attributes: attr, children: [], parent, owner }
    if (component === undefined) {
      parent.children.push(element)
      return this.addAll(children, element, owner, at, key)
    }
    // Taro names what it renders, so that a component stays the same one when its neighbours come and go.
    const sid = (attr.i as { sid?: string } | undefined)?.sid
    const instance = at(component, sid ?? key, attr)
    const host = instance.virtualHost ? parent : element
    if (host === element) parent.children.push(element)
    this.addAll(this.fill(instance).children, host, instance, at, `${key}>`)
  }

  private readonly used = new Map<string, Record<string, string>>()
  private componentsOf(id: string): Record<string, string> {
    let components = this.used.get(id)
    if (!components) this.used.set(id, (components = this.files.componentsOf(id)))
    return components
  }
}
