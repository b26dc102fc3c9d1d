import type { Faults } from './faults'
import { type Element, attribute, handlerOf } from './nodes'
import type { Realm } from './realm'

const bubbling = new Set([
  'tap',
  'longpress',
  'longtap',
  'touchstart',
  'touchmove',
  'touchend',
  'touchcancel',
])

const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

function describe(element: Element) {
  const dataset = Object.fromEntries(
    Object.entries(element.attributes)
      .filter(([name]) => name.startsWith('data-'))
      .map(([name, value]) => [camel(name.slice(5)), value]),
  )
  return { id: attribute(element, 'id') ?? '', dataset, offsetLeft: 0, offsetTop: 0 }
}

/**
 * Sends an event the way WeChat does: from the element up, to each bind… and catch…, until one catches it. Returns how many
 * heard it.
 */
export function dispatch(
  element: Element,
  type: string,
  detail: Record<string, unknown>,
  { realm, faults }: { realm: Realm; faults: Faults },
): number {
  let heard = 0
  for (let at: Element | undefined = element; at; at = bubbling.has(type) ? at.parent : undefined) {
    const handler = handlerOf(at, type)
    if (!handler) continue
    heard++
    const { owner } = at
    const touch = { identifier: 0, pageX: 0, pageY: 0, clientX: 0, clientY: 0 }
    const touching = type.startsWith('touch') || type === 'tap'
    const event = realm.give({
      // A map that has come to rest says so by another name than it is listened to.
      type: type === 'regionchange' ? 'end' : type,
      timeStamp: Math.round(performance.now()),
      target: describe(element),
      currentTarget: describe(at),
      mark: {},
      detail,
      touches: touching && type !== 'touchend' ? [touch] : [],
      changedTouches: touching ? [touch] : [],
    })
    if (typeof owner.self[handler.method] !== 'function')
      faults.add(type, `${owner.id} does not have a method "${handler.method}" to handle event "${type}"`)
    faults.run(`${type} on ${owner.id}`, () => owner.call(handler.method, event))
    if (handler.stops) break
  }
  return heard
}
