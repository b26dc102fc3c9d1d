import type { Storage } from '../storage'
import { type Answering, type Direct, Failure, done } from './types'

const parse = (json: string | undefined): unknown => (json === undefined ? '' : (JSON.parse(json) as unknown))

/** What the mini-program keeps on the phone, at once and by callback. */
export function storageApis(storage: Storage) {
  const info = () => ({
    keys: storage.keys,
    currentSize: Math.ceil(storage.bytes / 1024),
    limitSize: 10 * 1024,
  })
  const set = (key: string, data: unknown) => {
    try {
      storage.set(key, JSON.stringify(data))
    } catch (fault) {
      throw new Failure((fault as Error).message)
    }
  }
  const direct = {
    getStorageSync: <T>(key: string) => parse(storage.get(key)) as T,
    setStorageSync: (key: string, data: unknown) => {
      try {
        set(key, data)
      } catch (fault) {
        throw new Failure(`setStorageSync:fail ${(fault as Error).message}`)
      }
    },
    removeStorageSync: (key: string) => storage.remove(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: info,
  } satisfies Direct<
    'getStorageSync' | 'setStorageSync' | 'removeStorageSync' | 'clearStorageSync' | 'getStorageInfoSync'
  >
  const answering: Answering<
    'getStorage' | 'setStorage' | 'removeStorage' | 'clearStorage' | 'getStorageInfo'
  > = {
    getStorage: ({ key }) => {
      const json = storage.get(key)
      if (json === undefined) throw new Failure('data not found')
      return { data: parse(json) }
    },
    setStorage: ({ key, data }) => {
      set(key, data)
      return done
    },
    removeStorage: ({ key }) => {
      storage.remove(key)
      return done
    },
    clearStorage: () => {
      storage.clear()
      return done
    },
    getStorageInfo: info,
  }
  return { direct, answering }
}
