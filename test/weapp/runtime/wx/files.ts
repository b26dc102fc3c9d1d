import type { Realm } from '../realm'
import type { Storage } from '../storage'
import type { Surroundings } from '../surroundings'
import { type Answering, Failure, done } from './types'

/** The folder of the app's own files. */
const home = 'http://usr'

/** What the mini-program keeps and sends as files: texts, under `wx.env.USER_DATA_PATH`. */
export function fileApis({ files }: Storage, surroundings: Surroundings) {
  const at = (path: string): string => {
    if (!path.startsWith(`${home}/`)) throw new Failure(`permission denied, open "${path}"`)
    return path
  }
  const read = (path: string): string => {
    const text = files.get(at(path))
    if (text === undefined) throw new Failure(`no such file or directory "${path}"`)
    return text
  }
  const write = (path: string, text: unknown) => void files.set(at(path), String(text))
  const unlink = (path: string) => {
    read(path)
    files.delete(path)
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
  }
  const sharing: Answering<'shareFileMessage'> = {
    shareFileMessage: ({ filePath, fileName = '' }) => {
      const text = read(filePath)
      if (surroundings.chat === 'closed') throw new Failure('cancel')
      surroundings.sharedFile = { name: fileName, text }
      return done
    },
  }
  return { env: { USER_DATA_PATH: home }, manager: { sync, answering }, sharing }
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
