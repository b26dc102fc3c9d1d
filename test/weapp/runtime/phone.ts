import { AppFiles } from './app-files'
import { dispatch } from './events'
import { Faults } from './faults'
import type { SetData } from './instance'
import { type Exchange, Network, type Server } from './network'
import { type Element, attribute, textsOf } from './nodes'
import type { Machinery, OpenPage } from './page'
import { Packages } from './packages'
import { Pages } from './pages'
import { Realm } from './realm'
import { Storage } from './storage'
import { type Surroundings, usualSurroundings } from './surroundings'
import { View } from './view'
import { type Call, createWx } from './wx'

export interface PhoneOptions {
  /** The folder that WeChat would get. */
  dist: string
  /** Who answers requests. */
  server: Server
  surroundings?: Partial<Surroundings>
  /** What an earlier start of the app has kept. */
  storage?: Storage
  /** Whether there is a network when it starts; there is unless told. */
  online?: boolean
  /** What opened the app; its first tab unless told. */
  enter?: { path?: string; query?: Record<string, string>; scene?: number }
  /** Epoch ms that `Date` tells; the machine's unless told. */
  clock?: () => number
  /** Called with what a page shows, each time it is drawn. */
  onDraw?: Machinery['onDraw']
}

const downloadMs = 30

/** A phone on which WeChat has just opened the mini-program. */
export class WeappPhone {
  readonly faults = new Faults()
  readonly surroundings: Surroundings
  readonly storage: Storage
  readonly network: Network
  /** What the mini-program has written to its console, but for faults. */
  readonly log: string[] = []
  readonly setDatas: SetData[] = []
  /** `performance.now()` when it was switched on. */
  readonly begunAt = performance.now()
  /** `performance.now()` when it first showed something to read. */
  firstDrawnAt: number | undefined
  readonly calls: readonly Call[]
  readonly packages: Packages
  private readonly files: AppFiles
  private readonly realm: Realm
  private readonly pages: Pages
  /** What is in a file that an image may show, by its path. */
  readonly fileAt: (path: string) => Uint8Array
  private readonly tell: ReturnType<typeof createWx>['tell']
  private readonly entered: { path: string; query: Record<string, string>; scene: number }
  private hidden = false

  /** Throws where the package cannot even be loaded; what fails later is among {@link faults}. */
  constructor({ dist, server, surroundings, storage, online = true, enter, clock, onDraw }: PhoneOptions) {
    this.surroundings = { ...usualSurroundings(), ...surroundings }
    this.storage = storage ?? new Storage()
    this.network = new Network(server)
    this.network.online = online
    const files = (this.files = new AppFiles(dist))
    const realm = (this.realm = new Realm(this.faults, clock))
    const console = this.console()
    realm.define('console', console)
    const view = new View(files, this.faults, this.viewConsole())
    const packages = (this.packages = new Packages(files, realm, (root) => this.download(root)))
    const machinery: Machinery = {
      files,
      faults: this.faults,
      realm,
      view,
      packages,
      setDatas: this.setDatas,
      onDraw: (path, tree) => {
        if (textsOf(tree).length > 0) this.firstDrawnAt ??= performance.now()
        onDraw?.(path, tree)
      },
    }
    this.pages = new Pages(machinery, this.download, (page) => this.preload(page))
    realm.define('getCurrentPages', () => this.realmPages())
    const path = enter?.path ?? files.app.entryPagePath ?? files.app.pages[0] ?? ''
    this.entered = { path, query: enter?.query ?? {}, scene: enter?.scene ?? 1001 }
    const wx = createWx({
      realm,
      faults: this.faults,
      files,
      surroundings: this.surroundings,
      storage: this.storage,
      network: this.network,
      pages: this.pages,
      launch: this.entered,
    })
    this.calls = wx.calls
    this.tell = wx.tell
    this.fileAt = wx.fileAt
    realm.define('wx', wx.object)
    this.network.listen((isConnected) =>
      this.tell('networkStatusChange', { isConnected, networkType: isConnected ? 'wifi' : 'none' }),
    )
    this.launch()
  }

  /** What is seen. */
  get screen(): Element {
    return this.pages.top.tree()
  }

  /** Paths of the pages that are open, the one that is seen last. */
  get stack(): string[] {
    return this.pages.open.map(({ path }) => path)
  }

  get exchanges(): readonly Exchange[] {
    return this.network.exchanges
  }

  /** Sends an event up from an element, as the view does; returns how many heard it. */
  send(element: Element, type: string, detail: Record<string, unknown> = {}): number {
    return dispatch(element, type, detail, { realm: this.realm, faults: this.faults })
  }

  /** Taps an element. Throws where nobody hears it. */
  tap(element: Element): void {
    this.surroundings.tapping = true
    const heard = ['touchstart', 'touchend', 'tap'].map((type) => this.send(element, type, { x: 0, y: 0 }))
    this.surroundings.tapping = false
    if (heard[2] === 0)
      throw new Error(`Nobody hears a tap on <${element.tag} class="${attribute(element, 'class') ?? ''}">`)
  }

  /** Types `text` in place of what an input holds, and puts the keyboard away. */
  type(input: Element, text: string): void {
    if (!/^(input|textarea)$/.test(input.tag)) throw new Error(`<${input.tag}> takes no text`)
    if (input.attributes.disabled === true) throw new Error('The input is disabled')
    const most = Number(input.attributes.maxlength ?? 140)
    const typed = most < 0 ? text : text.slice(0, most)
    const value = input.attributes.type === 'number' ? typed.replace(/\D/g, '') : typed
    const detail = { value, cursor: value.length, keyCode: 0 }
    this.send(input, 'focus', { value: attribute(input, 'value') ?? '', height: 300 })
    if (this.send(input, 'input', detail) === 0) throw new Error('Nobody hears what is typed')
    this.send(input, 'blur', detail)
  }

  /** Pulls the page down to have it refreshed. */
  pullDown(): void {
    const page = this.pages.top
    if (!this.files.json(page.path).enablePullDownRefresh)
      throw new Error(`${page.path} cannot be pulled down`)
    page.call('onPullDownRefresh')
  }

  /** Scrolls the page to its end. */
  scrollToEnd(): void {
    this.pages.top.call('onPageScroll', { scrollTop: 10_000 })
    this.pages.top.call('onReachBottom')
  }

  /** The phone's own way back: a gesture or a button of the system. */
  async systemBack(): Promise<void> {
    await this.pages.navigateBack()
  }

  /** Another app comes to the front. */
  hide(): void {
    if (this.hidden) return
    this.hidden = true
    this.pages.top.call('onHide')
    this.appCall('onHide')
    this.tell('appHide', undefined)
  }

  /** The mini-program comes back to the front. */
  show(): void {
    if (!this.hidden) return
    this.hidden = false
    this.appCall('onShow', this.entered)
    this.tell('appShow', this.entered)
    this.pages.top.call('onShow')
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.surroundings.theme = theme
    this.tell('themeChange', { theme })
    this.appCall('onThemeChange', { theme })
  }

  /** What the page hands to a chat when it is shared. */
  share(): unknown {
    return this.pages.top.call('onShareAppMessage', { from: 'menu' })
  }

  /** Ends the app, as WeChat does when it needs room. {@link storage} stays. */
  close(): void {
    this.pages.closeAll()
    this.realm.close()
  }

  private launch(): void {
    this.faults.run('launch', () => {
      this.packages.run('app')
      const { app } = this.packages
      if (!app) throw new Error('app.js does not call App')
      // Without lazy loading WeChat runs every page of the main package at once.
      if (this.files.app.lazyCodeLoading !== 'requiredComponents')
        for (const page of this.files.app.pages) this.packages.run(page)
    })
    this.appCall('onLaunch', this.entered)
    this.appCall('onShow', this.entered)
    this.tell('appShow', this.entered)
    const { path, query } = this.entered
    const search = Object.entries(query)
      .map(([name, value]) => `${name}=${value}`)
      .join('&')
    this.faults.run('first page', () => {
      void this.pages
        .reLaunch(`/${path}${search && `?${search}`}`)
        .catch((fault: unknown) => this.faults.add('first page', fault))
    })
  }

  private appCall(method: string, ...args: unknown[]): void {
    const { app } = this.packages
    const run = app?.[method]
    if (typeof run !== 'function') return
    this.faults.run(`${method} of the app`, () =>
      (run as (...args: unknown[]) => unknown).apply(
        app,
        args.map((arg) => this.realm.give(arg)),
      ),
    )
  }

  private realmPages(): unknown {
    const list = this.realm.run('[]') as unknown[]
    for (const page of this.pages.open) list.push(page.instance.self)
    return list
  }

  private readonly download = async (root: string): Promise<void> => {
    if (!this.storage.packages.has(root)) {
      if (!this.network.online) throw new Error(`loadSubPackage:fail ${root}`)
      await new Promise((resolve) => setTimeout(resolve, downloadMs))
      this.storage.packages.add(root)
    }
    this.packages.arrive(root)
  }

  private preload({ path }: OpenPage): void {
    for (const root of this.files.app.preloadRule?.[path]?.packages ?? [])
      void this.download(root).catch(() => undefined)
  }

  /** The logic layer's console: an error there is a fault. */
  private console(): unknown {
    const console = this.realm.run('({})') as Record<string, unknown>
    for (const level of ['log', 'info', 'debug', 'warn', 'error', 'group', 'groupEnd'])
      console[level] = this.realm.wrap((...words: unknown[]) => this.write(level, words))
    return console
  }

  private viewConsole(): Record<string, (...words: unknown[]) => void> {
    const write =
      (level: string) =>
      (...words: unknown[]) =>
        this.write(level, words)
    return { log: write('log'), info: write('info'), warn: write('warn'), error: write('error') }
  }

  private write(level: string, words: unknown[]): void {
    const line = words.map(readable).join(' ')
    if (level === 'error' || line.includes('WXMLRT')) this.faults.add('console', line)
    else this.log.push(line)
  }
}

/** Errors of the mini-program are no instances of this realm's Error. */
function readable(word: unknown): string {
  if (typeof word !== 'object' || word === null) return String(word)
  const { stack } = word as { stack?: unknown }
  return typeof stack === 'string' ? stack : JSON.stringify(word)
}
