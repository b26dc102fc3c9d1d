import type { Voucher } from '@/contract'
import { grantPayload, grantText } from '@/rules/grant'
import { toBase64url } from '../base64url'
import type { Context } from '../context'
import { hmacSha256 } from '../hash'
import type { Keys } from '../ports'
import type { VoucherRow } from './queries'

/**
 * One device's secret for one voucher. Derived, so that nothing secret lies in the database; it dies with the device's
 * session, by which it is checked, or with the next issue of the voucher.
 */
export const voucherSecret = (
  keys: Keys,
  { id, issue }: { id: string; issue: number },
  sessionId: string,
): Uint8Array => hmacSha256(keys.voucher, issue === 0 ? `${id}.${sessionId}` : `${id}.${sessionId}.${issue}`)

/** A voucher as its owner's device is shown it. */
export async function showVoucher(
  { clock, ports }: Context,
  row: VoucherRow,
  sessionId: string,
): Promise<Voucher> {
  const payload = grantPayload({
    keyId: ports.signer.keyId,
    handle: row.handle,
    campaignId: row.campaign_id,
    stationId: row.station?.id ?? null,
    expiresAt: row.expires_at.getTime(),
  })
  return {
    id: row.id,
    campaignId: row.campaign_id,
    title: row.title,
    items: row.items,
    state: row.state === 'ready' && row.expires_at.getTime() <= clock() ? 'expired' : row.state,
    station: row.station,
    handle: row.handle,
    secret: toBase64url(voucherSecret(ports.keys, row, sessionId)),
    grant: grantText(payload, await ports.signer.sign(payload), toBase64url),
    claimedAt: row.claimed_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(row.usable_from && { usableFrom: row.usable_from.toISOString() }),
    redeemedAt: row.redeemed_at?.toISOString() ?? null,
    redeemedWhere: row.redeemed_where,
    ...(row.variant !== '' && { variant: row.variant }),
    ...(row.uses > 1 && { uses: { total: row.uses, left: row.uses_left } }),
    ...(row.missing && {
      missing: {
        reportedAt: iso(row.missing.reportedAt),
        ...(row.missing.resolvedAt !== null && { resolvedAt: iso(row.missing.resolvedAt) }),
        ...(row.missing.outcome !== null && { outcome: row.missing.outcome }),
      },
    }),
    demo: row.demo,
  }
}

/** As the contract writes a time; PostgreSQL's JSON has another way. */
const iso = (time: string) => new Date(time).toISOString()
