import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** app.json, as far as it is used here. */
export interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: { custom?: boolean; list: { pagePath: string; text: string }[] }
  entryPagePath?: string
  usingComponents?: Record<string, string>
  preloadRule?: Record<string, { network?: 'all' | 'wifi'; packages: string[] }>
  lazyCodeLoading?: string
  requiredPrivateInfos?: string[]
  themeLocation?: string
  __usePrivacyCheck__?: boolean
}

export interface PageJson {
  component?: boolean
  usingComponents?: Record<string, string>
  enablePullDownRefresh?: boolean
}

/** The files that WeChat would get. Throws at once where app.json tells of a file that is not there. */
export class AppFiles {
  readonly app: AppJson
  /** Every page, of the main package and of subpackages. */
  readonly pages: ReadonlySet<string>
  readonly tabs: ReadonlySet<string>

  constructor(readonly dist: string) {
    this.app = this.json('app') as unknown as AppJson
    const { pages, subPackages = [], tabBar } = this.app
    this.pages = new Set([
      ...pages,
      ...subPackages.flatMap((sub) => sub.pages.map((page) => path.posix.join(sub.root, page))),
    ])
    this.tabs = new Set(tabBar?.list.map(({ pagePath }) => pagePath))
    for (const page of this.pages) {
      for (const suffix of ['js', 'wxml'])
        if (!this.has(`${page}.${suffix}`))
          throw new Error(`app.json names ${page}, but there is no ${page}.${suffix}`)
    }
    for (const tab of this.tabs)
      if (!pages.includes(tab)) throw new Error(`app.json: the tab ${tab} is no page of the main package`)
  }

  has(file: string): boolean {
    return existsSync(path.join(this.dist, file))
  }

  text(file: string): string {
    return readFileSync(path.join(this.dist, file), 'utf8')
  }

  /** `id`.json, or {} where there is none. */
  json(id: string): PageJson {
    return this.has(`${id}.json`) ? (JSON.parse(this.text(`${id}.json`)) as PageJson) : {}
  }

  /** The root of the subpackage that a file belongs to; undefined in the main package. */
  packageOf(file: string): string | undefined {
    const { subPackages = [] } = this.app
    return subPackages.map(({ root }) => root.replace(/\/$/, '')).find((root) => file.startsWith(`${root}/`))
  }

  /** tag -> id of the component that a page or component `id` uses under it. */
  componentsOf(id: string): Record<string, string> {
    const used = { ...this.app.usingComponents, ...this.json(id).usingComponents }
    return Object.fromEntries(
      Object.entries(used).map(([tag, place]) => [
        tag,
        place.startsWith('/') ? place.slice(1) : path.posix.join(path.posix.dirname(id), place),
      ]),
    )
  }
}
