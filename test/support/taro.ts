/**
 * What src uses of Taro, for pages rendered in jest: its H5 request as it is, and in place of the browser's history and
 * storage a page stack and a store of this phone's own. jest.config.cjs maps `@tarojs/taro` to it. A phone of a test is
 * a module registry of its own (see journeys/drivers/rendered.ts), so all that is kept here is one phone's.
 */
import { createContext, useContext, useEffect, useRef } from 'react'
import { request } from '@tarojs/taro-h5/dist/api/network/request'
import { routes } from '@/platform/routes'

export interface Page {
  readonly key: number
  /** As in routes: `pages/station/detail/index`. */
  readonly path: string
  /** As in the link: not decoded. */
  readonly params: Record<string, string>
  readonly show: Set<() => void>
  readonly hide: Set<() => void>
  readonly pullDown: Set<() => unknown>
  readonly reachBottom: Set<() => void>
}

const tabs = Object.values(routes).flatMap((route) => ('tab' in route ? [route.path as string] : []))
const known = new Set<string>(Object.values(routes).map(({ path }) => path))

let keys = 0
/** Pages over one another; the last is seen. A tab stays at the bottom. */
let stack: readonly Page[] = []
/** Tabs that were opened and are kept, hidden. */
const kept = new Map<string, Page>()
const watchers = new Set<() => void>()

export const pageStack = {
  get: () => stack,
  /** Every page that is alive, seen or not, in a stable order. */
  alive: () => [...new Set([...kept.values(), ...stack])].sort((a, b) => a.key - b.key),
  watch(watcher: () => void) {
    watchers.add(watcher)
    return () => void watchers.delete(watcher)
  },
}

function change(next: readonly Page[]): void {
  const before = stack.at(-1)
  stack = next
  const after = stack.at(-1)
  if (before !== after) before?.hide.forEach((told) => told())
  for (const watcher of watchers) watcher()
  if (before !== after) after?.show.forEach((told) => told())
}

function pageOf(url: string): Page {
  const [path = '', query = ''] = url.replace(/^\//, '').split('?')
  if (!known.has(path)) throw new Error(`navigateTo:fail page "${path}" is not found`)
  const params = Object.fromEntries(
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=') as [string, string]),
  )
  return {
    key: ++keys,
    path,
    params,
    show: new Set(),
    hide: new Set(),
    pullDown: new Set(),
    reachBottom: new Set(),
  }
}

function assertNoTab({ path }: Page): void {
  if (tabs.includes(path)) throw new Error(`navigateTo:fail can not navigate to a tab bar page "${path}"`)
}

const navigation = {
  getCurrentPages: () => [...stack],
  async navigateTo({ url }: { url: string }) {
    const page = pageOf(url)
    assertNoTab(page)
    if (stack.length >= 10) throw new Error('navigateTo:fail webview count limit exceed')
    change([...stack, page])
  },
  async redirectTo({ url }: { url: string }) {
    const page = pageOf(url)
    assertNoTab(page)
    change([...stack.slice(0, -1), page])
  },
  async switchTab({ url }: { url: string }) {
    const page = pageOf(url)
    if (!tabs.includes(page.path)) throw new Error(`switchTab:fail "${page.path}" is no tab`)
    const tab = kept.get(page.path) ?? page
    kept.set(page.path, tab)
    change([tab])
  },
  async reLaunch({ url }: { url: string }) {
    const page = pageOf(url)
    kept.clear()
    if (tabs.includes(page.path)) kept.set(page.path, page)
    change([page])
  },
  async navigateBack({ delta = 1 }: { delta?: number } = {}) {
    if (stack.length > 1) change(stack.slice(0, Math.max(1, stack.length - delta)))
  },
}

const stored = new Map<string, unknown>()
const storage = {
  getStorageSync: (key: string) => stored.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => void stored.set(key, value),
  removeStorageSync: (key: string) => void stored.delete(key),
}

/** What this phone has stored, for the next start of its app. */
export const storedEntries = (): [string, unknown][] => [...stored]

/** What an earlier start of the app has stored. Call before anything reads it. */
export function restoreEntries(entries: readonly [string, unknown][]): void {
  for (const [key, value] of entries) stored.set(key, value)
}

let connected = true

/** Whether this phone has a network. */
export function setConnected(isConnected: boolean): void {
  connected = isConnected
}

type Request = (option: object) => Promise<unknown> & { abort(): void }

/** Taro's own, which reaches nobody without a network. */
const reach: Request = (option) =>
  connected
    ? (request as Request)(option)
    : Object.assign(Promise.reject(new Error('request:fail')), { abort: () => undefined })

export default {
  request: reach,
  ...navigation,
  ...storage,
  vibrateShort: async () => undefined,
  vibrateLong: async () => undefined,
  stopPullDownRefresh: async () => undefined,
  pageScrollTo: async () => undefined,
}

/** The page that a component is on. */
export const PageContext = createContext<Page | undefined>(undefined)

function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('A page hook outside of a page')
  return page
}

function usePageEvent(event: 'show' | 'hide' | 'pullDown' | 'reachBottom', listener: () => unknown): void {
  const page = usePage()
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    const tell = () => latest.current()
    page[event].add(tell)
    return () => void page[event].delete(tell)
  }, [page, event])
}

export const useRouter = () => {
  const { path, params } = usePage()
  return { path: `/${path}`, params }
}

/** Also once when the page is opened, as Taro does. */
export function useDidShow(listener: () => void): void {
  const page = usePage()
  const latest = useRef(listener)
  latest.current = listener
  usePageEvent('show', () => latest.current())
  useEffect(() => {
    if (stack.at(-1) === page) latest.current()
  }, [page])
}
/** Nobody passes a page on here. */
export const useShareAppMessage = (): void => undefined
export const useShareTimeline = (): void => undefined
export const useDidHide = (listener: () => void) => usePageEvent('hide', listener)
export const usePullDownRefresh = (listener: () => unknown) => usePageEvent('pullDown', listener)
export const useReachBottom = (listener: () => void) => usePageEvent('reachBottom', listener)
