import { OpenPage, type Machinery } from './page'

/** WeChat opens no page beyond its tenth. */
const maxDepth = 10

/** Pages over one another, and the tabs below them. Refusals are thrown in WeChat's words, without `navigateTo:fail`. */
export class Pages {
  private stack: OpenPage[] = []
  private readonly tabs = new Map<string, OpenPage>()

  constructor(
    private readonly machinery: Machinery,
    /** Brings a subpackage to the phone, or throws where there is no network. */
    private readonly fetchPackage: (root: string) => Promise<void>,
    /** Called with each page that has come to the front. */
    private readonly onFront: (page: OpenPage) => void,
  ) {}

  get open(): readonly OpenPage[] {
    return this.stack
  }

  get top(): OpenPage {
    const top = this.stack.at(-1)
    if (!top) throw new Error('No page is open')
    return top
  }

  async navigateTo(url: string): Promise<void> {
    const target = this.target(url)
    this.refuseTab(target.path, 'can not navigateTo a tabbar page')
    if (this.stack.length >= maxDepth) throw new Error(`webview count limit exceed`)
    await this.ready(target.path)
    this.top.call('onHide')
    this.push(target)
  }

  async redirectTo(url: string): Promise<void> {
    const target = this.target(url)
    this.refuseTab(target.path, 'can not redirectTo a tabbar page')
    await this.ready(target.path)
    this.drop(this.top)
    this.push(target)
  }

  async switchTab(url: string): Promise<void> {
    const target = this.target(url)
    if (!this.machinery.files.tabs.has(target.path)) throw new Error('can not switch to no-tabBar page')
    const [bottom, ...above] = [...this.stack]
    for (const page of above.reverse()) page.close()
    const known = this.tabs.get(target.path)
    if (bottom && bottom === known) {
      this.stack = [bottom]
      if (above.length > 0) this.front(bottom)
      return
    }
    if (bottom && this.tabs.get(bottom.path) === bottom) bottom.call('onHide')
    else bottom?.close()
    this.stack = []
    // A tab gets no parameters.
    if (!known) this.push({ path: target.path, query: {} })
    else {
      this.stack = [known]
      this.front(known)
    }
  }

  async reLaunch(url: string): Promise<void> {
    const target = this.target(url)
    await this.ready(target.path)
    this.closeAll()
    this.push(target)
  }

  async navigateBack(delta = 1): Promise<void> {
    if (this.stack.length < 2) throw new Error('cannot navigate back at first page.')
    for (let i = 0; i < delta && this.stack.length > 1; i++) this.drop(this.top)
    this.front(this.top)
  }

  closeAll(): void {
    for (const page of new Set([...[...this.stack].reverse(), ...this.tabs.values()])) page.close()
    this.stack = []
    this.tabs.clear()
  }

  private front(page: OpenPage): void {
    page.call('onShow')
    this.onFront(page)
  }

  private push({ path, query }: { path: string; query: Record<string, string> }): void {
    const page = new OpenPage(this.machinery, path, query)
    this.stack.push(page)
    if (this.machinery.files.tabs.has(path)) this.tabs.set(path, page)
    page.start()
    this.onFront(page)
  }

  private drop(page: OpenPage): void {
    page.close()
    this.stack = this.stack.filter((other) => other !== page)
    this.tabs.delete(page.path)
  }

  private target(url: string): { path: string; query: Record<string, string> } {
    const [place = '', search = ''] = url.split('?')
    const base = this.stack.length > 0 && !place.startsWith('/') ? `/${this.top.path}/../` : '/'
    const path = new URL(place, `http://app${base}`).pathname.slice(1)
    if (!this.machinery.files.pages.has(path))
      throw new Error(`page "${path}${search && `?${search}`}" is not found`)
    // As on a phone: parameters are not decoded.
    const query = Object.fromEntries(
      search
        .split('&')
        .filter(Boolean)
        .map((pair) => {
          const [name = '', ...value] = pair.split('=')
          return [name, value.join('=')]
        }),
    )
    return { path, query }
  }

  private refuseTab(path: string, reason: string): void {
    if (this.machinery.files.tabs.has(path)) throw new Error(reason)
  }

  private async ready(path: string): Promise<void> {
    const sub = this.machinery.files.packageOf(path)
    if (sub !== undefined && !this.machinery.packages.has(path)) await this.fetchPackage(sub)
  }
}
