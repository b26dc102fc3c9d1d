import { createLog, type Log } from '../../server/adapters/log'
import type { Database } from '../../server/database/database'
import type { Ports } from '../../server/ports'
import { foundIn, mayBeLogged, personalValues } from '../server/personal-data'

export interface WatchedLog {
  /** Writes where the given one writes, and is remembered as production would write it, at the most talkative level. */
  readonly log: Log
  /** Told of all a phone sends: names and numbers in it, and its token, may stand in no log. */
  sent(body: unknown, token: string | undefined): void
  /** What stands in the log and may not: of what was sent, of all the database knows of people, and of the keys. */
  leaks(database: Database): Promise<string[]>
}

const fields = ['name', 'idNumber', 'phone'] as const

export function watchLog({ log: given, keys }: Ports): WatchedLog {
  const lines: string[] = []
  const own = createLog({ format: 'json', level: 'debug' }, (line) => lines.push(line))
  const sent = new Set<string>()
  const both =
    (level: keyof Log) =>
    (message: string, more?: object): void => {
      own[level](message, more)
      given[level](message, more)
    }
  return {
    log: { debug: both('debug'), info: both('info'), warn: both('warn'), error: both('error') },
    sent(body, token) {
      if (token !== undefined) sent.add(token)
      if (typeof body !== 'object' || body === null) return
      for (const field of fields) {
        const value = (body as Record<string, unknown>)[field]
        if (typeof value === 'string' && value.trim().length > 1) sent.add(value.trim())
      }
    },
    async leaks(database) {
      const text = lines.join('')
      if (text === '') return []
      const known = (await personalValues(database, keys)).filter(
        (it) => it.kind === 'token-hash' || !mayBeLogged(it.kind),
      )
      const secrets = [keys.pepper, keys.identity, keys.voucher].flatMap((key) =>
        (['hex', 'base64url'] as const).map((how) => Buffer.from(key).toString(how)),
      )
      return [
        ...foundIn(text, known).map((it) => `${it.kind} ${it.value}`),
        ...[...sent].filter((it) => text.includes(it)).map((it) => `sent ${it}`),
        ...secrets.filter((it) => text.includes(it)).map(() => 'a key'),
      ]
    },
  }
}
