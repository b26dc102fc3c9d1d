import * as z from 'zod/mini'
import { type StoreApi, type UseBoundStore, create } from 'zustand'
import { storage } from './storage'

type Fields = Record<string, unknown>

const resets = new Set<() => void>()

/** A store that outlives the app. */
export type Persisted<State> = UseBoundStore<StoreApi<State>> & {
  /** Takes in what lies in storage: another tab may have written there. */
  reread: () => void
}

/**
 * A store that outlives the app, under a storage key of its own. What is read back and what is written goes through
 * `schema`, field by field: a field that is not what it should be falls back to `initial`, alone, and a field that may
 * not be written leaves the older one in storage. The state is plain data; actions are functions beside it.
 */
export function persisted<S extends z.ZodMiniObject>(
  key: string,
  schema: S,
  initial: z.output<S>,
): Persisted<z.output<S>> {
  const fields = schema.shape as Record<string, z.ZodMiniType>

  /** What of `given` is as it should be, over what `fallback` says. */
  function checked(given: Fields, fallback: Fields): Fields {
    return Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const read = z.safeParse(field, given[name])
        return [name, read.success ? read.data : fallback[name]]
      }),
    )
  }

  let stored = checked(parse(storage.get(key)), initial)
  const store = create<z.output<S>>()(() => stored as z.output<S>)
  store.subscribe((state) => {
    stored = checked(state, stored)
    storage.set(key, JSON.stringify(stored))
  })
  resets.add(() => {
    store.setState(initial, true)
    storage.remove(key)
  })
  const reread = () => {
    const text = storage.get(key)
    if (text !== undefined && text !== JSON.stringify(stored)) {
      store.setState(checked(parse(text), initial) as z.output<S>, true)
    }
  }
  return Object.assign(store, { reread })
}

/** Every store as on a phone where the app was never opened. For tests. */
export function resetAll(): void {
  for (const reset of resets) reset()
}

function parse(text: string | undefined): Fields {
  try {
    const value: unknown = text === undefined ? undefined : JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Fields) : {}
  } catch {
    return {}
  }
}
