import type { Queryable } from '../database/database'
import { hashAfter, lineOf, NO_HASH, rowText, sealedText, type Head } from './chain'

/** What is wrong with a ledger, at the first place where something is. */
export type LedgerFault =
  /** A row, or its link, is not as it was sealed. */
  | { kind: 'altered'; number: number; id: string }
  /** A row that was sealed is gone. */
  | { kind: 'removed'; number: number; id: string }
  /** A link of the chain is gone; from this number on where `to` is missing. */
  | { kind: 'link-removed'; number: number; to?: number }
  /** A row was put in before this number, among rows that were sealed by then, or dated back there. */
  | { kind: 'slipped-in'; number: number; id: string }
  /** Somewhere in these rows something was changed, and the chain made anew: its head is not the one kept outside. */
  | { kind: 'rewritten'; number: number; to: number }

export interface Verified {
  /** Rows that are sealed, up to the fault where there is one. */
  readonly sealed: number
  /** Rows that came since, and will be sealed next. */
  readonly open: number
  /** Heads kept outside that the chain runs through. */
  readonly heads: number
  readonly fault?: LedgerFault
}

const PAGE = 2_000
/** A row is dated when it is written; no clock of ours is that wrong. */
const BACKDATED_MS = 3_600_000

const page = {
  name: 'ledger.verify-page',
  text: `SELECT l.number, l.tx::text, l.ledger_id, encode(l.hash, 'hex') AS hash, ${sealedText} AS sealed_at, l.sealed_at AS sealed,
      r.id IS NOT NULL AS there, r.tx = l.tx AS placed, r.at, r.campaign_id IS NOT NULL AS handed_out,
      CASE WHEN r.id IS NOT NULL THEN ${rowText} END AS row
    FROM ledger_link l LEFT JOIN ledger r ON r.id = l.ledger_id WHERE l.number > $1 ORDER BY l.number LIMIT ${PAGE}`,
}

interface LinkRow {
  number: number
  tx: string
  ledger_id: string
  hash: string
  sealed_at: string
  sealed: Date
  there: boolean
  placed: boolean | null
  at: Date | null
  handed_out: boolean
  row: string | null
}

// By the place a row claims to have, sealing has passed it, and did not see it.
const slipped = {
  name: 'ledger.slipped-in',
  text: `SELECT r.id, (SELECT min(n.number) FROM ledger_link n
      WHERE n.number BETWEEN $5 AND $6 AND (n.tx, n.ledger_id) > (r.tx, r.id)) AS before
    FROM ledger r WHERE (r.tx, r.id) > ($1::xid8, $2::uuid) AND (r.tx, r.id) < ($3::xid8, $4::uuid)
      AND NOT EXISTS (SELECT FROM ledger_link l WHERE l.ledger_id = r.id)
    ORDER BY r.tx, r.id LIMIT 1`,
}

const totals = {
  name: 'ledger.totals',
  text: `WITH last AS (SELECT number, tx, ledger_id FROM ledger_link ORDER BY number DESC LIMIT 1)
    SELECT coalesce((SELECT number FROM last), 0)::int8 AS sealed, (SELECT count(*) FROM ledger r
      WHERE NOT EXISTS (SELECT FROM last WHERE (r.tx, r.id) <= (last.tx, last.ledger_id)))::int8 AS open`,
}

/**
 * Recomputes the chain from the rows themselves, and holds it against the heads that were kept outside. Where a superuser
 * has rewritten the chain as well, those heads are what tells. Run it as a user who may only read.
 */
export async function verifyLedger(
  database: Queryable,
  outside: readonly Head[],
  progress: (part: number, rows: number) => void = () => {},
): Promise<Verified> {
  const [count] = (await database.query<{ sealed: number; open: number }>(totals)).rows
  const { sealed: all = 0, open = 0 } = count ?? {}
  const heads = new Map<number, Set<string>>()
  for (const { number, hash } of outside) heads.set(number, (heads.get(number) ?? new Set()).add(hash))
  let at: Head = { number: 0, hash: NO_HASH }
  let place = ['0', '00000000-0000-0000-0000-000000000000']
  let safe = 0
  let met = 0
  let batch = { sealedAt: '', before: -Infinity, own: -Infinity }
  const broken = (fault: LedgerFault): Verified => ({ sealed: at.number, open, heads: met, fault })

  for (;;) {
    const { rows } = await database.query<LinkRow>(page, [at.number])
    const [first, end] = [rows[0], rows.at(-1)]
    const bounds = first && end && [...place, end.tx, end.ledger_id, first.number, end.number]
    const [stray] = bounds ? (await database.query<{ id: string; before: number }>(slipped, bounds)).rows : []
    if (end) place = [end.tx, end.ledger_id]
    for (const it of rows) {
      const number = at.number + 1
      if (stray && stray.before <= number) return broken({ kind: 'slipped-in', number, id: stray.id })
      if (it.number !== number) return broken({ kind: 'link-removed', number, to: it.number - 1 })
      const id = it.ledger_id
      if (!it.there || it.row === null) return broken({ kind: 'removed', number, id })
      const hash = hashAfter(at.hash, lineOf(number, it.sealed_at, it.row))
      if (hash !== it.hash || !it.placed) return broken({ kind: 'altered', number, id })
      if (it.sealed_at !== batch.sealedAt) {
        batch = { sealedAt: it.sealed_at, before: batch.own, own: it.sealed.getTime() }
      }
      if (it.handed_out && it.at && it.at.getTime() < batch.before - BACKDATED_MS) {
        return broken({ kind: 'slipped-in', number, id })
      }
      const kept = heads.get(number)
      if (kept) {
        if (kept.size > 1 || !kept.has(hash))
          return broken({ kind: 'rewritten', number: safe + 1, to: number })
        safe = number
        met++
      }
      at = { number, hash }
    }
    progress(all === 0 ? 1 : Math.min(1, at.number / all), at.number)
    if (rows.length < PAGE) break
  }
  const farthest = Math.max(0, ...heads.keys())
  if (farthest > at.number) return broken({ kind: 'link-removed', number: at.number + 1 })
  return { sealed: at.number, open, heads: met }
}
