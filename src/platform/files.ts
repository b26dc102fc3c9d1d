import { createStore, del, get, set } from 'idb-keyval'
import type { Files } from './files.shared'

let opened: ReturnType<typeof createStore> | undefined
/** IndexedDB holds what local storage has no room for. Opened when first asked: a private window may have none. */
const store = () => (opened ??= createStore('nuanxin', 'files'))

export const files = {
  async read(name) {
    try {
      return await get<string>(name, store())
    } catch {
      return undefined
    }
  },
  async write(name, text) {
    try {
      await set(name, text, store())
      return true
    } catch {
      return false
    }
  },
  async remove(name) {
    try {
      await del(name, store())
    } catch {
      // Then there is nothing that could be read back either.
    }
  },
} satisfies Files
