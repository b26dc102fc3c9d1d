import { isGrantForm } from '@/rules/grant'
import { isTruncated, parseCode, type ParsedCode } from '@/rules/parse-code'
import { readGrant } from '@/rules/read-grant'
import { checkCode, CODE_LIVES_MS } from '@/rules/voucher-code'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { voucherSecret } from '../vouchers/show-voucher'
import { isInCampaign, type PresentedVoucher } from './queries'

/** Beyond this many devices of one owner a code is not searched for. */
const MAX_DEVICES = 20

/** Reads a code; refuses what is none, or only part of one. */
export function readCode(text: string): ParsedCode {
  const code = parseCode(text)
  if (!code) throw new Refusal(isTruncated(text) ? 'code-truncated' : 'code-malformed')
  return code
}

/**
 * Refuses a code that no device of the owner drew, and one of another time than `at` (epoch ms). Of a voucher that is no
 * longer ready a genuine code of any time will do: the one who shows it is to learn why, not to be sent for a new code.
 */
export function checkCodeOf(
  { ports }: Context,
  code: ParsedCode,
  voucher: PresentedVoucher,
  at: number,
): void {
  const devices = voucher.devices.slice(0, MAX_DEVICES)
  const resultsOf = (issue: number) =>
    devices.map((device) => checkCode(code, voucherSecret(ports.keys, { id: voucher.id, issue }, device), at))
  const results = resultsOf(voucher.issue)
  const genuine = results.find((it) => it === 'good') ?? results.find((it) => it !== 'wrong')
  if (genuine === undefined && voucher.issue > 0 && resultsOf(voucher.issue - 1).some((it) => it !== 'wrong'))
    throw new Refusal('code-reissued')
  // Typed digits older than the search look just like mistyped ones.
  if (code.by === 'digits' && genuine === undefined) throw new Refusal('code-stale')
  if (code.by === 'qr') checkGrant(ports.signer, code, genuine !== undefined)
  if (genuine === 'good' || stateRefusal(voucher, at)) return
  throw new Refusal(genuine === 'future' ? 'code-future' : 'code-stale')
}

/** Refuses a QR whose grant we did not sign, or whose mac was not drawn with a secret of its voucher. */
function checkGrant(
  { publicKeys, verify }: Context['ports']['signer'],
  { grant, handle }: ParsedCode & { by: 'qr' },
  genuine: boolean,
): void {
  if (!isGrantForm(grant)) throw new Refusal('code-truncated')
  if (readGrant(grant, publicKeys, verify)?.handle !== handle) throw new Refusal('grant-forged')
  if (!genuine) throw new Refusal('code-forged')
}

/** Why a voucher could not be used at a moment; undefined where it could. */
export function stateRefusal(voucher: PresentedVoucher, now: number): Refusal | undefined {
  const { state, redeemed_at: at, redeemed_where: where } = voucher
  if (state === 'redeemed' && at && where) {
    return new Refusal('voucher-redeemed', {
      at: at.toISOString(),
      where: [{ stationId: where.id, name: where.name, point: where.point }],
    })
  }
  if (state === 'returned' || state === 'revoked') return new Refusal('voucher-withdrawn')
  if (voucher.expires_at.getTime() <= now) {
    return new Refusal('voucher-expired', { at: voucher.expires_at.toISOString() })
  }
  if (at && at.getTime() > now - CODE_LIVES_MS) {
    return new Refusal('voucher-just-used', {
      at: at.toISOString(),
      retryAt: new Date(at.getTime() + CODE_LIVES_MS).toISOString(),
    })
  }
  return notYet(voucher, now)
}

/** Of a voucher that can be used only later. */
export const notYet = (
  { usable_from: from }: Pick<PresentedVoucher, 'usable_from'>,
  now: number,
): Refusal | undefined =>
  from && from.getTime() > now ? new Refusal('voucher-not-yet', { retryAt: from.toISOString() }) : undefined

/** Refuses a voucher that is to be collected elsewhere, by name where that is one station. */
export async function checkPlace(
  { database }: Context,
  voucher: PresentedVoucher,
  stationId: string,
): Promise<void> {
  const { station, campaign_id } = voucher
  if (station && station.id !== stationId) {
    throw new Refusal('voucher-elsewhere', {
      detail: `这张券要到${station.name}用`,
      where: [{ stationId: station.id, name: station.name, point: station.point }],
    })
  }
  if (!station && !(await isInCampaign(database, campaign_id, stationId)))
    throw new Refusal('voucher-elsewhere')
}
