import type { Definition } from './packages'
import type { Realm } from './realm'

export type Data = Record<string, unknown>

/** One page or component that lives: the object its methods run on, and the view's copy of its data. */
export interface Instance {
  /** Path of its files, without a suffix. */
  readonly id: string
  readonly self: Data
  /** In the view's realm. */
  viewData: Data
  call(method: string, ...args: unknown[]): unknown
}

/** One call of setData, as it goes from the logic layer to the view. */
export interface SetData {
  page: string
  /** Milliseconds of `performance.now()`. */
  at: number
  bytes: number
  keys: string[]
}

/** `a.b[1].c` -> a, b, 1, c */
const stepsOf = (place: string): string[] =>
  place
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)

/** Writes into `data` as WeChat's setData does; `parse` makes what is missing on the way in the realm of `data`. */
export function write(data: Data, place: string, value: unknown, parse: (json: string) => unknown): void {
  const steps = stepsOf(place)
  const last = steps.pop()
  if (last === undefined) return
  let holder = data
  steps.forEach((step, i) => {
    const next = holder[step]
    if (typeof next !== 'object' || next === null)
      holder[step] = parse(/^\d+$/.test(steps[i + 1] ?? last) ? '[]' : '{}')
    holder = holder[step] as Data
  })
  holder[last] = value
}

export interface Making {
  id: string
  realm: Realm
  /** JSON.parse of the view's realm. */
  parseInView: (json: string) => unknown
  definition: Definition
  /** Also for a component: what its tag says. */
  data?: Data
  extras: Data
  onSetData(json: string, keys: string[], done: (() => void) | undefined): void
}

/** Brings a page or component to life. Nothing of it has been called yet. */
export function makeInstance({
  id,
  realm,
  parseInView,
  definition,
  data,
  extras,
  onSetData,
}: Making): Instance {
  const self = realm.run('({})') as Data
  const { methods = {}, ...own } = definition as { methods?: Data }
  Object.assign(self, own, methods)
  const begun = JSON.stringify({ ...(definition.data as Data | undefined), ...data })
  self.data = realm.give(JSON.parse(begun))
  const instance: Instance = {
    id,
    self,
    viewData: parseInView(begun) as Data,
    call(method, ...args) {
      const run = self[method]
      return typeof run === 'function'
        ? (run as (...args: unknown[]) => unknown).apply(self, args)
        : undefined
    },
  }
  const parse = (json: string) => realm.give(JSON.parse(json))
  for (const [name, value] of Object.entries({
    ...extras,
    setData: (patch: Data, done?: () => void) => {
      const json = JSON.stringify(patch)
      const forLogic = parse(json) as Data
      const forView = parseInView(json) as Data
      for (const place of Object.keys(forLogic)) {
        write(self.data as Data, place, forLogic[place], parse)
        write(instance.viewData, place, forView[place], parseInView)
      }
      onSetData(json, Object.keys(forLogic), done)
    },
  })) {
    self[name] = typeof value === 'function' ? realm.wrap(value) : realm.give(value)
  }
  return instance
}
