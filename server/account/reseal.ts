import type { Database } from '../database/database'
import type { Keys, Random } from '../ports'
import { seal, unseal } from './seal'

export interface Resealed {
  /** Rows now under the key in force. */
  readonly resealed: number
  /** Rows that no known key opens; they stay as they are. */
  readonly unreadable: number
}

interface Sealed {
  id: string
  owner: string
  sealed: Uint8Array
}

const BATCH = 200

/** What lies sealed, and to whom each is bound (see identity.ts and open-session.ts). `id` is what a page goes on from. */
const kinds = [
  {
    page: {
      name: 'reseal.identities',
      text: `SELECT id::text, id::text AS owner, identity AS sealed FROM worker
        WHERE identity IS NOT NULL AND get_byte(identity, 0) <> $1 AND id > $2::uuid ORDER BY id LIMIT ${BATCH}`,
    },
    first: '00000000-0000-0000-0000-000000000000',
    set: {
      name: 'reseal.set-identity',
      text: 'UPDATE worker SET identity = $2 WHERE id = $1::uuid AND identity = $3',
    },
  },
  {
    page: {
      name: 'reseal.logins',
      text: `SELECT subject AS id, 'login:' || subject AS owner, sealed FROM login
        WHERE sealed IS NOT NULL AND get_byte(sealed, 0) <> $1 AND subject > $2 ORDER BY subject LIMIT ${BATCH}`,
    },
    first: '',
    set: {
      name: 'reseal.set-login',
      text: 'UPDATE login SET sealed = $2 WHERE subject = $1 AND sealed = $3',
    },
  },
  ofTable('photo', 'file_key', 'id', 'photo'),
  ofTable('aid_claim', 'told', 'id', 'claim'),
  ofTable('aid_decision', 'said', 'id', 'decision'),
  ofTable('payout_account', 'sealed', 'worker_id', 'account'),
  ofTable('payout_transfer', 'sealed', 'id', 'transfer'),
  {
    ...ofTable('aid_payout', 'sealed', 'id', 'account'),
    page: {
      name: 'reseal.aid_payout',
      text: `SELECT o.id::text, 'account:' || c.worker_id AS owner, o.sealed FROM aid_payout o
        JOIN aid_claim c ON c.id = o.claim_id WHERE o.sealed IS NOT NULL AND get_byte(o.sealed, 0) <> $1
        AND o.id > $2::uuid ORDER BY o.id LIMIT ${BATCH}`,
    },
  },
] as const

/** Of a table whose rows are bound to their own `key`: `owner:key`. */
function ofTable(table: string, column: string, key: string, owner: string) {
  return {
    page: {
      name: `reseal.${table}`,
      text: `SELECT ${key}::text AS id, '${owner}:' || ${key} AS owner, ${column} AS sealed FROM ${table}
        WHERE ${column} IS NOT NULL AND get_byte(${column}, 0) <> $1 AND ${key} > $2::uuid ORDER BY ${key} LIMIT ${BATCH}`,
    },
    first: '00000000-0000-0000-0000-000000000000',
    set: {
      name: `reseal.set-${table}`,
      text: `UPDATE ${table} SET ${column} = $2 WHERE ${key} = $1::uuid AND ${column} = $3`,
    },
  }
}

/** Another is fetched when one is needed. */
const dropTokens = {
  name: 'reseal.drop-tokens',
  text: 'UPDATE wechat_token SET sealed = NULL, expires_at = NULL WHERE get_byte(sealed, 0) <> $1',
}

/**
 * Seals all that lies under an earlier key anew under the one in force. May be broken off and run again, and beside a
 * running API: a row that changed meanwhile is left as it was made.
 */
export async function reseal(database: Database, keys: Keys, random: Random): Promise<Resealed> {
  const inForce = keys.identityKeyId ?? 1
  let resealed = 0
  let unreadable = 0
  for (const { page, first, set } of kinds) {
    let after: string = first
    for (;;) {
      const { rows } = await database.query<Sealed>(page, [inForce, after])
      for (const { id, owner, sealed } of rows) {
        after = id
        try {
          const anew = await seal(keys, random, owner, await unseal(keys, owner, sealed))
          resealed += (await database.query(set, [id, anew, sealed])).count
        } catch {
          unreadable++
        }
      }
      if (rows.length < BATCH) break
    }
  }
  await database.query(dropTokens, [inForce])
  return { resealed, unreadable }
}
