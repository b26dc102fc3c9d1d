import type { CallInput, ReplyOf, api } from '@/contract'
import { checkPresence, parsePresence, presenceDigits, presenceText } from '@/rules/presence-code'
import { untilNextStep } from '@/rules/voucher-code'
import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { hmacSha256 } from '../hash'
import { Refusal } from '../http/refusal'
import type { Keys } from '../ports'

/** A station's own secret. Derived, so that the database holds nothing that could show its code. */
const secretOf = (keys: Keys, stationId: string): Uint8Array =>
  hmacSha256(keys.voucher, `presence.${stationId}`)

/** The code that a clerk of the station shows to whoever stands before him. */
export function showPresence(
  { clock, ports }: Context,
  clerk: Caller,
  { id }: CallInput<typeof api.getPresence>['params'],
): ReplyOf<typeof api.getPresence> {
  requireStation(clerk, id)
  const now = clock()
  const secret = secretOf(ports.keys, id)
  return {
    code: presenceText(secret, id, now),
    digits: presenceDigits(secret, now),
    until: new Date(now + untilNextStep(now)).toISOString(),
  }
}

/**
 * Why a code does not show that the caller stands at this station of the campaign, or at any of them where he named none;
 * undefined where it does.
 */
export function checkPresenceOf(
  { ports }: Context,
  text: string,
  stationId: string | undefined,
  stationIds: ReadonlySet<string>,
  now: number,
): Refusal | undefined {
  const code = parsePresence(text)
  if (!code) return new Refusal('presence-required', { field: 'presence' })
  const where = stationId ?? (code.by === 'qr' ? code.stationId : undefined)
  if (where === undefined) return new Refusal('station-required')
  if (!stationIds.has(where)) return new Refusal('presence-elsewhere')
  const verdict = checkPresence(code, secretOf(ports.keys, where), where, now)
  return verdict === 'good' ? undefined : new Refusal(`presence-${verdict}`)
}
