import { LOCK_FAMILY } from '../database/migrate'
import type { Database, Queryable } from '../database/database'
import type { Clock } from '../ports'
import { hashAfter, lineOf, NO_HASH, rowText, sealedText, type Head } from './chain'

const SEAL_LOCK = 5
const BATCH = 1_000

const lock = {
  name: 'ledger.seal-lock',
  text: `SELECT pg_try_advisory_xact_lock(${LOCK_FAMILY}, ${SEAL_LOCK}) AS got`,
}

const last = {
  name: 'ledger.head',
  text: `SELECT number, ledger_id, tx::text, encode(hash, 'hex') AS hash, ${sealedText} AS sealed_at,
      tx >= pg_snapshot_xmax(pg_current_snapshot()) AS ahead
    FROM ledger_link l ORDER BY number DESC LIMIT 1`,
}

interface HeadRow {
  number: number
  ledger_id: string
  tx: string
  hash: string
  sealed_at: string
  ahead: boolean
}

/** The last row that is sealed, and when it was; undefined where none is. */
export async function headOf(database: Queryable): Promise<(Head & { sealedAt: string }) | undefined> {
  const [row] = (await database.query<HeadRow>(last)).rows
  return row && { number: row.number, hash: row.hash, sealedAt: row.sealed_at }
}

// What is below the oldest transaction that still runs is all there, and stays all there is.
const settled = {
  name: 'ledger.settled',
  text: `SELECT r.id, r.tx::text, ${rowText} AS row FROM ledger r
    WHERE (r.tx, r.id) > ($1::xid8, $2::uuid) AND r.tx < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY r.tx, r.id LIMIT ${BATCH}`,
}

const link = {
  name: 'ledger.link',
  text: `INSERT INTO ledger_link (number, ledger_id, tx, sealed_at, hash)
    SELECT number, id, tx, $4, decode(hash, 'hex')
    FROM unnest($1::bigint[], $2::uuid[], $3::xid8[], $5::text[]) AS it (number, id, tx, hash)`,
}

/** The database counts its transactions from lower than before: it was filled from a dump. */
export class CounterWentBack extends Error {
  constructor() {
    super(
      'The ledger cannot be sealed: this server counts its transactions from lower than the sealed rows did, as after a ' +
        'restore from a dump. Raise its counter above them by pg_resetwal (see docs/ledger.md).',
    )
    this.name = 'CounterWentBack'
  }
}

/**
 * Chains the rows that no transaction can come before any more, and hands the head to `sealed` after each thousand, once
 * they are committed. Any number of processes may do it at once: one works, the others return. Returns how many rows it
 * sealed. Throws {@link CounterWentBack}.
 */
export async function sealLedger(
  { clock, database }: { database: Database; clock: Clock },
  sealed: (head: Head, sealedAt: string) => Promise<void>,
): Promise<number> {
  let all = 0
  for (;;) {
    const batch = await database.transaction((tx) => sealBatch(tx, clock()))
    if (!batch) return all
    all += batch.count
    await sealed(batch.head, batch.sealedAt)
    if (batch.count < BATCH) return all
  }
}

async function sealBatch(
  tx: Queryable,
  now: number,
): Promise<{ head: Head; sealedAt: string; count: number } | undefined> {
  const [locked] = (await tx.query<{ got: boolean }>(lock)).rows
  if (!locked?.got) return undefined
  const [from] = (await tx.query<HeadRow>(last)).rows
  if (from?.ahead) throw new CounterWentBack()
  const { rows } = await tx.query<{ id: string; tx: string; row: string }>(settled, [
    from?.tx ?? '0',
    from?.ledger_id ?? '00000000-0000-0000-0000-000000000000',
  ])
  if (rows.length === 0) return undefined
  // As PostgreSQL writes it, to the microsecond.
  const sealedAt = new Date(now).toISOString().replace('Z', '000Z')
  let head: Head = { number: from?.number ?? 0, hash: from?.hash ?? NO_HASH }
  const heads = rows.map(({ row }) => {
    const number = head.number + 1
    return (head = { number, hash: hashAfter(head.hash, lineOf(number, sealedAt, row)) })
  })
  await tx.query(link, [
    heads.map((it) => it.number),
    rows.map((it) => it.id),
    rows.map((it) => it.tx),
    new Date(now),
    heads.map((it) => it.hash),
  ])
  return { head, sealedAt, count: rows.length }
}
