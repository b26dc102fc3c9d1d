import path from 'node:path'
import vm from 'node:vm'
import type { AppFiles } from './app-files'
import type { Realm } from './realm'

/** What a script hands to `Page`, `Component` or `App`: its methods, lifetimes and data. */
export type Definition = Record<string, unknown>

const scripts = new Map<string, vm.Script>()

/**
 * The scripts of a mini-program, each run when it is first required. A subpackage must have come to the phone before
 * anything of it can run, and only its own scripts may require it.
 */
export class Packages {
  readonly pages = new Map<string, Definition>()
  readonly components = new Map<string, Definition>()
  app: Definition | undefined
  private readonly modules = new Map<string, { exports: unknown }>()
  private readonly arrived = new Set<string>()
  private running = ''

  constructor(
    private readonly files: AppFiles,
    private readonly realm: Realm,
    /** Brings a subpackage to the phone, or throws where there is no network. */
    private readonly fetchPackage: (root: string) => Promise<void>,
  ) {
    const keep = (into: Map<string, Definition>) => (definition: Definition) => {
      into.set(this.running, definition)
    }
    realm.define('App', (definition: Definition) => {
      this.app = definition
    })
    realm.define('Page', keep(this.pages))
    realm.define('Component', keep(this.components))
    realm.define('Behavior', (definition: Definition) => definition)
    realm.define('getApp', () => this.app)
  }

  /** Whether everything that `id` may need is on the phone. */
  has(id: string): boolean {
    const sub = this.files.packageOf(id)
    return sub === undefined || this.arrived.has(sub)
  }

  /** A subpackage has been downloaded; nothing of it runs yet. */
  arrive(root: string): void {
    this.arrived.add(root.replace(/\/$/, ''))
  }

  /** The files that have run so far, without `.js`. */
  get executed(): string[] {
    return [...this.modules.keys()]
  }

  run(id: string, from = id): unknown {
    const known = this.modules.get(id)
    if (known) return known.exports
    const sub = this.files.packageOf(id)
    const file = `${id}.js`
    if (!this.files.has(file) || (sub !== undefined && (!this.has(id) || this.files.packageOf(from) !== sub)))
      throw new Error(`module '${file}' is not defined, required by ${from}.js`)
    const source = `(function (require, module, exports) {${this.files.text(file)}\n})`
    let script = scripts.get(source)
    if (!script) scripts.set(source, (script = new vm.Script(source, { filename: file })))
    const module = this.realm.run('({ exports: {} })') as { exports: unknown }
    this.modules.set(id, module)
    const meant = (place: string) => path.posix.join(path.posix.dirname(id), place).replace(/\.js$/, '')
    const require = this.realm.wrap((place: string) => this.run(meant(place), id)) as Record<string, unknown>
    require.async = this.requireAsync((place) => this.runLate(meant(place)))
    const before = this.running
    this.running = id
    try {
      const body = this.realm.run(script) as (require: unknown, module: unknown, exports: unknown) => void
      body.call(undefined, require, module, module.exports)
    } finally {
      this.running = before
    }
    return module.exports
  }

  /** Runs what may lie in a subpackage that has still to come. */
  private async runLate(id: string): Promise<unknown> {
    const sub = this.files.packageOf(id)
    if (sub !== undefined && !this.has(id)) await this.fetchPackage(sub)
    return this.run(id)
  }

  /** `require.async`: a Promise of the realm, which rejects with `{mod, errMsg}`. */
  private requireAsync(load: (place: string) => Promise<unknown>): unknown {
    const make = this.realm.run(
      '(function (load) { return function (place) { return new Promise(function (resolve, reject) {' +
        '  load(place, resolve, function (errMsg) { reject({ mod: place, errMsg: errMsg }) }) }) } })',
    ) as (load: unknown) => unknown
    type Settle = (value: unknown) => void
    return make(
      this.realm.wrap((place: string, resolve: Settle, reject: Settle) => {
        load(place).then(resolve, (fault: unknown) =>
          reject(fault instanceof Error ? fault.message : String(fault)),
        )
      }),
    )
  }
}
