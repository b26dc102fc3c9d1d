import type { Faults } from '../faults'
import type { Network } from '../network'
import type { Pages } from '../pages'
import type { AppFiles } from '../app-files'
import type { Realm } from '../realm'
import type { Storage } from '../storage'
import type { Surroundings } from '../surroundings'
import { elementsOf } from '../nodes'
import { faultOfCall } from './check-call'
import { downloadApi } from './download'
import { fileApis, fileManager } from './files'
import { mapContext } from './map'
import { navigationApis } from './navigation'
import { personApis } from './person'
import { type Outcome, requestApi } from './request'
import { storageApis } from './storage'
import { systemApis } from './system'
import { uploadApi } from './upload'
import { type Wx, Failure } from './types'

/** One call of WeChat's API. */
export interface Call {
  api: string
  /** Its first argument, without functions. */
  option: unknown
}

/** Told to the app by WeChat: `wx.on…`. */
export interface Happenings {
  appShow: { path: string; query: Record<string, string>; scene: number }
  appHide: undefined
  themeChange: { theme: 'light' | 'dark' }
  networkStatusChange: { isConnected: boolean; networkType: 'wifi' | 'none' }
  memoryWarning: { level: 5 | 10 | 15 }
}

interface Parts {
  realm: Realm
  faults: Faults
  files: AppFiles
  surroundings: Surroundings
  storage: Storage
  network: Network
  pages: Pages
  launch: Happenings['appShow']
}

type Callback = (result: unknown) => void
interface Callbacks {
  success?: Callback
  fail?: Callback
  complete?: Callback
}

/** WeChat's API for one start of the app: put `object` into its realm, and `tell` it what happens. */
export function createWx(parts: Parts) {
  const { realm, faults, files, surroundings, storage, network, pages, launch } = parts
  const calls: Call[] = []
  const listeners = new Map<string, Set<Callback>>()

  const settle = (option: Callbacks | undefined, api: string, outcome: Outcome) => {
    const result = (
      'ok' in outcome ? copy(outcome.ok) : realm.give({ errMsg: `${api}:fail ${outcome.fail}` })
    ) as { errMsg: string }
    if ('ok' in outcome) result.errMsg = `${api}:ok`
    realm.later(`callback of wx.${api}`, () => {
      if ('ok' in outcome) option?.success?.(result)
      else option?.fail?.(result)
      option?.complete?.(result)
    })
  }
  /** Into the realm; bytes one level deep become an ArrayBuffer. */
  const copy = (given: object): unknown => {
    const made = realm.give({}) as Record<string, unknown>
    for (const [key, part] of Object.entries(given)) made[key] = realm.give(part)
    return made
  }

  const answering =
    (api: string, act: (option: never) => unknown) => (option: (Callbacks & object) | undefined) => {
      const answer = async () => act((option ?? {}) as never)
      answer().then(
        (ok) => settle(option, api, { ok: ok as object }),
        (fault: unknown) => {
          if (!(fault instanceof Failure)) faults.add(`wx.${api}`, fault)
          else if (/is not found$|to be declared|tabbar|no-tabBar|count limit/.test(fault.message))
            faults.add(`wx.${api}`, fault.message)
          settle(option, api, { fail: fault instanceof Error ? fault.message : String(fault) })
        },
      )
    }

  const shownMap = (id: string) => {
    const map = elementsOf(pages.top.tree()).find(
      ({ tag, attributes }) => tag === 'map' && attributes.id === id,
    )
    if (!map) return undefined
    if (surroundings.movedMap) return surroundings.movedMap
    const { latitude, longitude, scale } = map.attributes
    return { latitude: Number(latitude), longitude: Number(longitude), scale: Number(scale) }
  }
  const store = storageApis(storage)
  const kept = fileApis(storage, surroundings)
  const person = personApis(surroundings, files.app, kept.addTemporary)
  const listening = (name: string) => {
    const set = new Set<Callback>()
    listeners.set(name, set)
    const on = `on${name[0]?.toUpperCase()}${name.slice(1)}`
    return {
      [on]: (listener: Callback) => void set.add(listener),
      [on.replace(/^on/, 'off')]: (listener?: Callback) =>
        listener ? void set.delete(listener) : set.clear(),
    }
  }
  const direct = {
    ...systemApis(surroundings),
    ...store.direct,
    ...person.direct,
    request: requestApi(network, realm, (option, outcome) => settle(option as Callbacks, 'request', outcome)),
    uploadFile: uploadApi(network, realm, kept.bytesAt, (option, outcome) =>
      settle(option as Callbacks, 'uploadFile', outcome),
    ),
    downloadFile: downloadApi(
      network,
      realm,
      (bytes) => kept.addTemporary(bytes),
      (option, outcome) => settle(option as Callbacks, 'downloadFile', outcome),
    ),
    getLaunchOptionsSync: () => ({ ...launch, referrerInfo: {} }) as never,
    getEnterOptionsSync: () => ({ ...launch, referrerInfo: {} }) as never,
    createMapContext: mapContext(
      realm,
      (option, api, outcome) => settle(option, api, outcome),
      shownMap,
    ) as unknown as Wx['createMapContext'],
    nextTick: (callback: () => void) => void realm.later('nextTick', callback),
    createSelectorQuery: (() => emptyQuery(realm)) as unknown as Wx['createSelectorQuery'],
    getFileSystemManager: (() => fileManager(realm, kept.manager, answering)) as Wx['getFileSystemManager'],
  } satisfies Partial<Wx>
  const answers = {
    ...store.answering,
    ...person.answering,
    ...kept.sharing,
    ...navigationApis(pages),
    getNetworkType: () => ({
      networkType: network.online ? 'wifi' : 'none',
      hasSystemProxy: false,
      signalStrength: -50,
      weakNet: false,
    }),
  }
  const listens = Object.assign(
    {},
    ...['appShow', 'appHide', 'themeChange', 'networkStatusChange', 'memoryWarning'].map(listening),
    ...['error', 'unhandledRejection', 'pageNotFound', 'windowResize'].map(listening),
  ) as Record<string, (listener?: Callback) => void>

  const object = realm.run('({})') as Record<string, unknown>
  object.env = realm.give(kept.env)
  const add = (api: string, act: (...args: never[]) => unknown, give: (value: unknown) => unknown) => {
    object[api] = realm.wrap((...args) => {
      calls.push({ api, option: plain(args[0]) })
      const fault = faultOfCall(api, args)
      if (fault) faults.add('call', fault)
      return give(act(...args))
    })
  }
  const own = [
    'request',
    'uploadFile',
    'downloadFile',
    'createSelectorQuery',
    'getFileSystemManager',
    'createMapContext',
  ]
  for (const [api, act] of Object.entries(direct)) {
    add(api, act, (value) => (own.includes(api) ? value : realm.give(value)))
  }
  for (const [api, act] of Object.entries(listens)) add(api, act, (value) => value)
  for (const [api, act] of Object.entries(answers)) {
    // An older WeChat has no such thing at all.
    if (api === 'requestMerchantTransfer' && !surroundings.take) continue
    add(api, answering(api, act), (value) => value)
  }

  return {
    object,
    calls,
    fileAt: kept.bytesAt,
    /** Lets the app know, as WeChat does: whoever listens. */
    tell<K extends keyof Happenings>(name: K, what: Happenings[K]): void {
      for (const listener of listeners.get(name) ?? [])
        faults.run(`wx.on ${name}`, () => listener(realm.give(what)))
    },
  }
}

/** An option without its functions, to look at later. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? 'null')
}

/** Nothing is laid out here: whoever measures a node is told that there is none. */
function emptyQuery(realm: Realm): unknown {
  const query = realm.run('({})') as Record<string, unknown>
  const self = realm.wrap(() => query)
  for (const name of [
    'in',
    'select',
    'selectAll',
    'selectViewport',
    'boundingClientRect',
    'scrollOffset',
    'fields',
    'node',
    'context',
  ])
    query[name] = self
  query.exec = realm.wrap((callback?: Callback) => {
    realm.later('selector query', () => callback?.(realm.give([null])))
    return query
  })
  return query
}
