import { DatabaseFault, type Database } from '../../../server/database/database'
import type { AskedClaim } from '../../../server/campaigns/claim-queue'
import { newHandle } from '../../../server/vouchers/handle'

const grant = {
  name: 'bench.one-by-one',
  text: `WITH taken AS (
      UPDATE campaign_stock SET left_count = left_count - 1
      WHERE campaign_id = $1::uuid AND station_id = $2::uuid AND variant = '' AND period = '' AND left_count > 0
      RETURNING 1),
    voucher_row AS (
      INSERT INTO voucher (id, campaign_id, worker_id, station_id, handle, state, claimed_at, expires_at)
      SELECT $4, $1, $3, $2, $5, 'ready', $6, $7 FROM taken RETURNING id),
    claim_row AS (
      INSERT INTO claim (campaign_id, worker_id, period, voucher_id, idempotency_key, request_hash, claimed_at)
      SELECT $1, $3, '', voucher_row.id, $8, $9, $6 FROM voucher_row),
    ledger_row AS (
      INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, pseudonym, subject_id)
      SELECT $10, $6, 'claimed', $1, $2, 1, $11, voucher_row.id FROM voucher_row)
    SELECT 1 FROM taken`,
}

/** The plain way to claim: the very same rows, one statement and so one transaction a claim. */
export async function claimOneByOne(
  database: Database,
  random: (bytes: number) => Uint8Array,
  it: AskedClaim,
): Promise<boolean> {
  const values = [
    it.campaignId,
    it.stationId,
    it.workerId,
    it.id,
    newHandle(random),
    new Date(),
    it.expiresAt,
    it.key,
    it.requestHash,
    it.ledgerId,
    it.pseudonym,
  ]
  try {
    return (await database.query(grant, values)).count === 1
  } catch (fault) {
    // A handle was taken, as it happens once in a while among so many.
    if (fault instanceof DatabaseFault && fault.kind === 'duplicate')
      return claimOneByOne(database, random, it)
    throw fault
  }
}
