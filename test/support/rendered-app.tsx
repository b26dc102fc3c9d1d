import { type ComponentType, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import App from '@/app'
import { routes } from '@/platform/routes'
import Taro, { type Page, PageContext, pageStack } from './taro'

const pages = new Map<string, ComponentType>(
  Object.values(routes).map(({ path }) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- as Taro does, from the table of routes
    const page = require(`../../src/${path}`) as { default: ComponentType }
    return [path, page.default]
  }),
)

function Stack() {
  const alive = useSyncExternalStore(pageStack.watch, alivePages)
  const seen = pageStack.get().at(-1)
  return alive.map((page) => {
    const Content = pages.get(page.path)
    return (
      <div key={page.key} data-seen={page === seen || undefined} hidden={page !== seen}>
        <PageContext.Provider value={page}>{Content && <Content />}</PageContext.Provider>
      </div>
    )
  })
}

let alive: readonly Page[] = []
let of: readonly Page[] | undefined
/** The same array while the stack is the same, as useSyncExternalStore wants it. */
function alivePages(): readonly Page[] {
  if (of !== pageStack.get()) {
    of = pageStack.get()
    alive = pageStack.alive()
  }
  return alive
}

/** Starts the app in `container` on its first tab, or on the page of a link; returns how to end it. */
export async function startApp(
  container: HTMLElement,
  link = `/${routes.stations.path}`,
): Promise<() => void> {
  await Taro.reLaunch({ url: link })
  const root = createRoot(container)
  root.render(
    <App>
      <Stack />
    </App>,
  )
  return () => root.unmount()
}
