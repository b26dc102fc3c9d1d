import { bytesToHex } from '@noble/hashes/utils.js'
import { sha256 } from '../hash'

/** Before the first row. */
export const NO_HASH = '0'.repeat(64)

/**
 * A row of the ledger as text, in SQL over `ledger r`: comma-separated, in the order of {@link rowColumns}. What is hashed
 * and what auditors are given is this text, to the microsecond. None of it can hold a comma.
 */
export const rowText = `concat_ws(',', r.id, to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), r.kind,
    coalesce(r.campaign_id::text, ''), coalesce(r.station_id::text, ''), coalesce(r.plan_id::text, ''), r.quantity,
    r.amount_fen, coalesce(r.pseudonym::text, ''), coalesce(r.subject_id::text, ''), coalesce(r.note, ''), r.tx)`
export const rowColumns = [
  ...['id', 'at', 'kind', 'campaign_id', 'station_id', 'plan_id', 'quantity', 'amount_fen'],
  ...['pseudonym', 'subject_id', 'note', 'tx'],
]

/** When a row was sealed, in SQL over `ledger_link l`. */
export const sealedText = `to_char(l.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** A row in its place: number, when it was sealed, the row. */
export const lineOf = (number: number, sealedAt: string, row: string): string =>
  `${number},${sealedAt},${row}`

/** SHA-256, in hex, over the hash before, a newline and the line, all UTF-8. */
export const hashAfter = (before: string, line: string): string => bytesToHex(sha256(`${before}\n${line}`))

/** Where a chain ends: how many rows it holds, and the hash of the last. */
export interface Head {
  readonly number: number
  /** Hex. */
  readonly hash: string
}

/** Where heads are kept outside the database. */
export interface HeadKeeper {
  /** In words, for the operator. */
  readonly where: string
  /** Adds one, with when it was sealed (RFC 3339). Throws where it could not be kept. */
  keep(head: Head, sealedAt: string): Promise<void>
  /** All that were kept, in any order. Throws a StartFault where they cannot be read. */
  read(): Promise<Head[]>
}
