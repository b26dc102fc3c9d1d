import vm from 'node:vm'
import type { Faults } from './faults'

type Host = (...args: never[]) => unknown

/**
 * What no phone has, or not every phone that the build is for (iOS 12, Chrome 67 and WeChat's own polyfills): code that
 * needs it works on a developer's machine only.
 */
const missing = {
  globalThis: 'eval Intl WebAssembly SharedArrayBuffer Atomics WeakRef FinalizationRegistry AggregateError',
  Object: 'hasOwn groupBy',
  Promise: 'any withResolvers try',
  'Array.prototype':
    'at findLast findLastIndex toSorted toReversed toSpliced with group groupToMap groupBy groupByToMap',
  'String.prototype': 'at replaceAll isWellFormed toWellFormed',
  Map: 'groupBy',
}

/** Names that belong to browsers or Node: they must not be there by chance. */
const foreign = ['window', 'document', 'navigator', 'location', 'fetch', 'process', 'Buffer', 'global']

/**
 * A realm such as WeChat gives the logic layer: JavaScript's own objects and what {@link define} adds, no DOM, no Node, and no
 * code from strings. Whatever goes in is made of the realm's own objects.
 */
export class Realm {
  readonly context: vm.Context
  private readonly parse: (json: string) => unknown
  private readonly wrapper: (host: (args: unknown[]) => { fault?: string; value?: unknown }) => unknown
  private readonly timers = new Set<NodeJS.Timeout>()

  constructor(
    private readonly faults: Faults,
    /** Epoch ms; undefined for the machine's clock. */
    clock?: () => number,
  ) {
    this.context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } })
    this.parse = this.run('JSON.parse') as (json: string) => unknown
    this.wrapper = this.run(
      '(function (host) { return function () {' +
        '  var said = host(Array.prototype.slice.call(arguments));' +
        '  if (said.fault !== undefined) throw new Error(said.fault);' +
        '  return said.value } })',
    ) as typeof this.wrapper
    for (const [holder, names] of Object.entries(missing))
      for (const name of names.split(' ')) this.run(`delete ${holder}.${name}`)
    for (const name of foreign)
      if (this.run(`typeof ${name}`) !== 'undefined') throw new Error(`The realm must not know ${name}`)
    this.addTimers()
    if (clock) this.setClock(clock)
  }

  run(script: string | vm.Script): unknown {
    const ready = typeof script === 'string' ? new vm.Script(script) : script
    return ready.runInContext(this.context)
  }

  /** The same value, of plain data, made of the realm's objects. */
  give(value: unknown): unknown {
    if (value === undefined) return undefined
    if (ArrayBuffer.isView(value)) return this.bytes(value as Uint8Array)
    return this.parse(JSON.stringify(value))
  }

  private bytes(value: Uint8Array): ArrayBuffer {
    const from = this.run('(function (list) { return new Uint8Array(list).buffer })') as (
      list: unknown,
    ) => ArrayBuffer
    return from(this.give([...value]))
  }

  /** A function of the realm that calls `host`; what that throws, the realm sees as an Error of its own. */
  wrap(host: Host): unknown {
    return this.wrapper((args) => {
      try {
        return { value: host(...(args as never[])) }
      } catch (thrown) {
        return { fault: thrown instanceof Error ? thrown.message : String(thrown) }
      }
    })
  }

  /** Adds a global. Functions are wrapped, other values taken as they are. */
  define(name: string, value: unknown): void {
    ;(this.context as Record<string, unknown>)[name] =
      typeof value === 'function' ? this.wrap(value as Host) : value
  }

  /** Runs `script` later, as the phone's own threads answer. Not after {@link close}. */
  later(what: string, script: () => void, ms = 0): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      this.faults.run(what, script)
    }, ms)
    this.timers.add(timer)
    return timer
  }

  close(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
    // What is still on its way finds nobody.
    this.later = () => setTimeout(() => undefined, 0)
  }

  private addTimers(): void {
    const numbers = new Map<number, NodeJS.Timeout>()
    let last = 0
    type Callback = (...args: unknown[]) => void
    this.define('setTimeout', (callback: Callback, ms?: number, ...args: unknown[]) => {
      const number = ++last
      numbers.set(
        number,
        this.later(
          'timer',
          () => {
            numbers.delete(number)
            callback(...args)
          },
          ms,
        ),
      )
      return number
    })
    this.define('setInterval', (callback: Callback, ms?: number, ...args: unknown[]) => {
      const number = ++last
      const tick = () => {
        const next = () => {
          tick()
          callback(...args)
        }
        numbers.set(number, this.later('timer', next, ms))
      }
      tick()
      return number
    })
    const clear = (number: number) => {
      const timer = numbers.get(number)
      if (timer) {
        clearTimeout(timer)
        this.timers.delete(timer)
      }
      numbers.delete(number)
    }
    this.define('clearTimeout', clear)
    this.define('clearInterval', clear)
  }

  private setClock(clock: () => number): void {
    const install = this.run(
      '(function (now) {' +
        '  var Real = Date;' +
        '  function Clock() {' +
        '    if (!(this instanceof Clock)) return new Real(now()).toString();' +
        '    return arguments.length ? new (Function.prototype.bind.apply(Real, [null].concat(' +
        '      Array.prototype.slice.call(arguments))))() : new Real(now()) }' +
        '  Clock.prototype = Real.prototype; Real.prototype.constructor = Clock;' +
        '  Clock.now = now; Clock.parse = Real.parse; Clock.UTC = Real.UTC; Date = Clock })',
    ) as (now: unknown) => void
    install(this.wrap(clock))
  }
}
