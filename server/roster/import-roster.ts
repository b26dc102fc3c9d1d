import { unsealIdentity } from '../account/identity'
import type { Database } from '../database/database'
import type { Clock, Keys } from '../ports'
import { agreedOccupation, nameKey, rosterKeys } from './compare'
import { confirmOccupation, knownPeople, replaceRoster, rosterOf } from './queries'
import { readRoster, type BadRow } from './read-roster'

export interface ImportOptions {
  readonly database: Database
  readonly keys: Keys
  readonly clock: Clock
  readonly regions: ReadonlySet<string>
}

export type Imported =
  | { bad: BadRow[]; people?: undefined; confirmed?: undefined }
  /** `confirmed`: of those already verified, whose occupation the channels now agree on. */
  | { bad?: undefined; people: number; confirmed: number }

/** Puts a file in the place of a channel's roster: all of it, or, where one row is bad, nothing. */
export async function importRoster(
  { clock, database, keys, regions }: ImportOptions,
  channel: string,
  bytes: Uint8Array,
): Promise<Imported> {
  const now = clock()
  const { people, bad } = readRoster(bytes, regions, now)
  if (bad.length > 0) return { bad }
  const keysOf = rosterKeys(keys)
  const entries = people.map((it) => ({ ...keysOf(it), occupation: it.occupation }))
  const confirmed = await database.transaction(async (tx) => {
    await replaceRoster(tx, channel, new Date(now), entries)
    let agreed = 0
    for (const person of await knownPeople(tx)) {
      const { idNumber, name } = await unsealIdentity(keys, person.id, person.identity)
      const said = await rosterOf(tx, person.person_key)
      const occupation = agreedOccupation(said, nameKey(keys, idNumber, name))
      if (occupation) agreed++
      await confirmOccupation(tx, person.id, occupation, new Date(now))
    }
    return agreed
  })
  return { people: people.length, confirmed }
}
