import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Queryable } from '../database/database'
import { rowColumns, rowText, sealedText } from './chain'

const PAGE = 5_000

const count = { name: 'ledger.export-count', text: `SELECT count(*)::int8 AS rows FROM ledger` }

// What is not sealed yet is without number, time and hash. Rows of transactions that still run are left for another time.
const page = {
  name: 'ledger.export',
  text: `SELECT r.tx::text, r.id, r.campaign_id, concat_ws(',', coalesce(l.number::text, ''), coalesce(${sealedText}, ''),
      ${rowText}, coalesce(encode(l.hash, 'hex'), '')) AS line
    FROM ledger r LEFT JOIN ledger_link l ON l.ledger_id = r.id
    WHERE (r.tx, r.id) > ($1::xid8, $2::uuid) AND r.tx < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY r.tx, r.id LIMIT ${PAGE}`,
}

interface ExportRow {
  tx: string
  id: string
  campaign_id: string | null
  line: string
}

const csvHeader = ['number', 'sealed_at', ...rowColumns, 'hash'].join(',')

/**
 * Writes the ledger as CSV (RFC 4180, UTF-8): in the order in which rows are sealed, with number and hash. The file
 * appears whole or not at all. Returns how many rows it has.
 * @param campaignId only the rows of this campaign; the chain cannot be recomputed from those alone.
 */
export async function exportLedger(
  database: Queryable,
  file: string,
  campaignId: string | undefined,
  progress: (part: number, rows: number) => void,
): Promise<number> {
  const [counted] = (await database.query<{ rows: number }>(count)).rows
  const all = Math.max(1, counted?.rows ?? 0)
  let seen = 0
  let written = 0

  async function* lines(): AsyncGenerator<string> {
    yield `${csvHeader}\r\n`
    let after = ['0', '00000000-0000-0000-0000-000000000000']
    for (;;) {
      const { rows } = await database.query<ExportRow>(page, after)
      const kept = rows.filter((it) => campaignId === undefined || it.campaign_id === campaignId)
      seen += rows.length
      written += kept.length
      progress(Math.min(1, seen / all), written)
      yield kept.map((it) => `${it.line}\r\n`).join('')
      const end = rows.at(-1)
      if (!end || rows.length < PAGE) return
      after = [end.tx, end.id]
    }
  }

  const draft = `${file}.part`
  try {
    await pipeline(Readable.from(lines()), createWriteStream(draft, { flags: 'wx', flush: true }))
    await rename(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(draft, { force: true })
    throw error
  }
  return written
}
