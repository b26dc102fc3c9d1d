import type { Realm } from '../realm'
import type { Storage } from '../storage'
import type { Surroundings } from '../surroundings'
import { type Answering, Failure, done } from './types'

/** The folder of the app's own files. */
const home = 'http://usr'
/** Where WeChat puts what is just taken; it is gone when the app ends. */
const temporaryFolder = 'http://tmp'

/**
 * What the mini-program keeps and sends as files, under `wx.env.USER_DATA_PATH`; and for as long as it runs, what was just
 * taken, chosen or downloaded.
 */
export function fileApis(storage: Storage, surroundings: Surroundings) {
  const { files } = storage
  const temporary = new Map<string, Uint8Array>()
  const at = (path: string): string => {
    if (!path.startsWith(`${home}/`)) throw new Failure(`permission denied, open "${path}"`)
    return path
  }
  const missing = (path: string) => new Failure(`no such file or directory "${path}"`)
  const bytesAt = (path: string): Uint8Array => {
    const kept = temporary.get(path) ?? files.get(at(path))
    if (kept === undefined) throw missing(path)
    return typeof kept === 'string' ? new TextEncoder().encode(kept) : kept
  }
  const read = (path: string): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesAt(path))
  const put = (path: string, content: string | Uint8Array) => {
    try {
      storage.setFile(at(path), content)
    } catch (fault) {
      throw new Failure((fault as Error).message)
    }
  }
  const write = (path: string, text: unknown) => put(path, String(text))
  const unlink = (path: string) => {
    if (!files.delete(at(path))) throw missing(path)
  }
  const sync = {
    readFileSync: (path: string) => read(path),
    writeFileSync: write,
    unlinkSync: unlink,
  }
  const answering = {
    readFile: ({ filePath }: { filePath: string }) => ({ data: read(filePath) }),
    writeFile: ({ filePath, data }: { filePath: string; data: unknown }) => {
      write(filePath, data)
      return done
    },
    unlink: ({ filePath }: { filePath: string }) => {
      unlink(filePath)
      return done
    },
    access: ({ path }: { path: string }) => {
      bytesAt(path)
      return done
    },
    readdir: ({ dirPath }: { dirPath: string }) => {
      if (dirPath !== home) throw missing(dirPath)
      return { files: [...files.keys()].map((path) => path.slice(home.length + 1)) }
    },
    // Moves it: where it was it is no more.
    saveFile: ({ tempFilePath, filePath }: { tempFilePath: string; filePath: string }) => {
      const bytes = temporary.get(tempFilePath)
      if (!bytes) throw new Failure(`tempFilePath file not exist`)
      put(filePath, bytes)
      temporary.delete(tempFilePath)
      return { savedFilePath: filePath }
    },
  }
  const sharing: Answering<'shareFileMessage'> = {
    shareFileMessage: ({ filePath, fileName = '' }) => {
      const text = read(filePath)
      if (surroundings.chat === 'closed') throw new Failure('cancel')
      surroundings.sharedFile = { name: fileName, text }
      return done
    },
  }
  return {
    env: { USER_DATA_PATH: home },
    manager: { sync, answering },
    sharing,
    /** What is at a path that was handed out. */
    bytesAt,
    /** Puts down what was just taken, chosen or downloaded; its path. */
    addTemporary(bytes: Uint8Array, type = 'jpg'): string {
      const path = `${temporaryFolder}/${temporary.size + 1}-${bytes.length}.${type}`
      temporary.set(path, bytes)
      return path
    },
  }
}

type Answer = (api: string, act: (option: never) => unknown) => (...args: never[]) => void

/** The object that wx.getFileSystemManager gives. */
export function fileManager(
  realm: Realm,
  { sync, answering }: ReturnType<typeof fileApis>['manager'],
  answer: Answer,
): unknown {
  const manager = realm.run('({})') as Record<string, unknown>
  for (const [api, act] of Object.entries(sync)) {
    manager[api] = realm.wrap((...args) => realm.give((act as (...args: never[]) => unknown)(...args)))
  }
  for (const [api, act] of Object.entries(answering)) manager[api] = realm.wrap(answer(api, act))
  return manager
}
