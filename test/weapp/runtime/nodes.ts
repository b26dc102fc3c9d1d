import type { Instance } from './instance'

/** A node as the view shows it. */
export interface Element {
  /** Without WeChat's `wx-`. */
  readonly tag: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly children: Node[]
  readonly parent: Element | undefined
  /** Whose methods its events call. */
  readonly owner: Instance
}

export interface Text {
  readonly text: string
  readonly parent: Element
}

export type Node = Element | Text

export const isElement = (node: Node): node is Element => 'tag' in node

/** `root` and all elements below it, in the order they are read. */
export function elementsOf(root: Element): Element[] {
  return [root, ...root.children.filter(isElement).flatMap(elementsOf)]
}

/** Each piece of text below `node`, trimmed, without those that are empty. */
export function textsOf(node: Node): string[] {
  if (!isElement(node)) return node.text.trim() ? [node.text.trim()] : []
  return node.children.flatMap(textsOf)
}

export function attribute(element: Element, name: string): string | undefined {
  const value = element.attributes[name]
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What WeChat's reader calls the element: its label, else its text. */
export const nameOf = (element: Element): string =>
  attribute(element, 'ariaLabel') ?? textsOf(element).join(' ')

const ownRoles: Record<string, string> = {
  button: 'button',
  input: 'textbox',
  textarea: 'textbox',
  image: 'img',
}

export const roleOf = (element: Element): string | undefined =>
  attribute(element, 'ariaRole') ?? ownRoles[element.tag]

/** The method that an event of this type calls on this very element. */
export function handlerOf(element: Element, type: string): { method: string; stops: boolean } | undefined {
  for (const [prefix, stops] of [
    ['bind', false],
    ['catch', true],
  ] as const) {
    const method = attribute(element, `${prefix}${type}`) ?? attribute(element, `${prefix}:${type}`)
    if (method) return { method, stops }
  }
  return undefined
}
