import { CLOCK_OFF_MS } from './desk'
import { isGrantForm, openGrant, type Grant, type Verify } from './grant'
import { isTruncated, parseCode } from './parse-code'
import { STEP_SECONDS, STEP_TOLERANCE, stepAt } from './voucher-code'

/** Why a clerk's phone refuses a scan by itself, without signal. */
export type OfflineRefusal =
  | {
      code:
        | 'code-malformed'
        | 'code-truncated'
        | 'digits-online'
        /** No key was ever fetched. */
        | 'grant-keys-missing'
        /** Signed by a key that this phone does not have. */
        | 'grant-key-unknown'
        | 'grant-forged'
        | 'code-stale'
        | 'code-future'
        | 'voucher-elsewhere'
    }
  /** Expired at this moment, epoch ms. */
  | { code: 'voucher-expired'; at: number }
  /** The code's time and this phone's lie so far apart that one clock is wrong, or it is an old picture. In ms, signed. */
  | { code: 'clock-apart'; ahead: number }

export interface OfflineDesk {
  stationId: string
  /** Campaigns that the station hands out; undefined where that is not known. */
  campaignIds?: ReadonlySet<string>
  /** Grant keys by their ids, as GET /v1/grant-keys gave them. */
  keys: ReadonlyMap<number, Uint8Array>
  /** Epoch ms, by the server's clock as well as the phone knows it. */
  now: number
  verify: Verify
}

/**
 * What a clerk's phone can tell of a scan by itself: that the server signed what the voucher is, that it is for this
 * station and not over, and that the code is of now. Whether the owner's phone drew it, only the server can tell.
 */
export function checkOffline(
  text: string,
  { campaignIds, keys, now, stationId, verify }: OfflineDesk,
): { grant: Grant } | { refused: OfflineRefusal } {
  const refuse = (code: Exclude<OfflineRefusal['code'], 'voucher-expired' | 'clock-apart'>) => ({
    refused: { code },
  })
  const code = parseCode(text)
  if (!code) return refuse(isTruncated(text) ? 'code-truncated' : 'code-malformed')
  if (code.by === 'digits') return refuse('digits-online')
  if (!isGrantForm(code.grant)) return refuse('code-truncated')
  if (keys.size === 0) return refuse('grant-keys-missing')
  const opened = openGrant(code.grant)
  if (!opened) return refuse('grant-forged')
  const { grant, payload, signature } = opened
  const key = keys.get(grant.keyId)
  if (!key) return refuse('grant-key-unknown')
  if (!verify(signature, payload, key) || grant.handle !== code.handle) return refuse('grant-forged')
  if (grant.stationId === null ? campaignIds?.has(grant.campaignId) === false : grant.stationId !== stationId)
    return refuse('voucher-elsewhere')
  const ahead = (code.step - stepAt(now)) * STEP_SECONDS * 1_000
  if (Math.abs(ahead) > CLOCK_OFF_MS) return { refused: { code: 'clock-apart', ahead } }
  if (Math.abs(ahead) > STEP_TOLERANCE * STEP_SECONDS * 1_000)
    return refuse(ahead > 0 ? 'code-future' : 'code-stale')
  if (grant.expiresAt <= now) return { refused: { code: 'voucher-expired', at: grant.expiresAt } }
  return { grant }
}
