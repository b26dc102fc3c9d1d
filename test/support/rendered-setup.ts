import 'fake-indexeddb/auto'
import { webcrypto } from 'node:crypto'
import { CompressionStream } from 'node:stream/web'
import { clientEnvironment } from '../../config/environment'

// What the H5 build is made with.
process.env.TARO_ENV = 'h5'
Object.assign(process.env, clientEnvironment('production', { TARO_ENV: 'h5' }))
Object.assign(globalThis, {
  ENABLE_INNER_HTML: true,
  ENABLE_ADJACENT_HTML: true,
  ENABLE_CLONE_NODE: true,
  ENABLE_CONTAINS: true,
  ENABLE_SIZE_APIS: true,
  ENABLE_TEMPLATE_CONTENT: true,
  ENABLE_MUTATION_OBSERVER: true,
})

// jsdom's realm has a Uint8Array of its own, which Node's buffers are no instance of.
globalThis.Uint8Array = Object.getPrototypeOf(Buffer) as Uint8ArrayConstructor
// What the server is written with, which lives in this realm too.
Object.assign(globalThis, { CompressionStream })
// jsdom's has no subtle part.
Object.defineProperty(globalThis, 'crypto', { value: webcrypto })

// jsdom lays nothing out and has no media queries.
window.matchMedia ??= (media) =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  })
window.scrollTo = () => undefined
Element.prototype.scrollIntoView ??= () => undefined

// jsdom lays nothing out, and a map of no size shows nothing: all there is has the size of a phone's screen.
Object.defineProperties(HTMLElement.prototype, { clientWidth: { value: 390 }, clientHeight: { value: 560 } })
