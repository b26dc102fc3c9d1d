import type { api, HandledInput, PayoutAccount } from '@/contract'
import { isCardNumber } from '@/rules/card-number'
import { utf8 } from '@/rules/encoding'
import type { Caller } from '../account/authenticate'
import { whileConsented } from '../account/consents'
import { seal } from '../account/seal'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { readyState } from '../payouts/queries'
import { openidOf } from './openid'

interface AccountRow {
  kind: 'bank' | 'wechat'
  bank: string
  masked: string
  holder: string
}

const find = {
  name: 'claims.payout-account',
  text: `SELECT a.kind, a.bank, a.masked, w.display_name AS holder FROM payout_account a JOIN worker w ON w.id = a.worker_id
    WHERE a.worker_id = $1`,
}

/** Null where he has named none. */
export async function payoutAccountOf(database: Queryable, workerId: string): Promise<PayoutAccount | null> {
  const [row] = (await database.query<AccountRow>(find, [workerId])).rows
  return row ? { kind: row.kind, bank: row.bank, masked: row.masked, holder: row.holder } : null
}

const put = {
  name: 'claims.put-payout-account',
  text: `INSERT INTO payout_account (worker_id, kind, bank, masked, sealed, set_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (worker_id) DO UPDATE SET kind = excluded.kind, bank = excluded.bank, masked = excluded.masked,
      sealed = excluded.sealed, set_at = excluded.set_at`,
}

/** In SQL: what has not gone out, nor been offered in WeChat by a bill that is open. */
const unsent = `(o.state IN ('account-needed', 'due', 'failed') OR (o.state = 'collect' AND o.attempt IS NULL))`

// What is on its way stays on its way.
const queue = {
  name: 'claims.queue-payouts-of',
  text: `UPDATE aid_payout o SET state = ${readyState('$2::text')}, provider = $2, next_try_at = $3, fault = NULL,
      batch_id = NULL, attempt = NULL, bank = NULL, masked = NULL
    FROM aid_claim c WHERE c.id = o.claim_id AND c.worker_id = $1 AND ${unsent}`,
}

const drop = { name: 'claims.drop-payout-account', text: `DELETE FROM payout_account WHERE worker_id = $1` }
const unqueue = {
  name: 'claims.unqueue-payouts-of',
  text: `UPDATE aid_payout o SET state = 'account-needed', provider = NULL, bank = NULL, masked = NULL FROM aid_claim c
    WHERE c.id = o.claim_id AND c.worker_id = $1 AND ${unsent}`,
}
// What the bank has already been told it has been told: only the number goes.
const forgetSent = {
  name: 'claims.forget-cards-of',
  text: `UPDATE aid_payout o SET sealed = NULL FROM aid_claim c WHERE c.id = o.claim_id AND c.worker_id = $1`,
}

/** Says where benefits go. All that has not gone out yet goes there. */
export async function putPayoutAccount(
  { clock, database, ports, random }: Context,
  caller: Caller,
  said: HandledInput<typeof api.putPayoutAccount>['body'],
): Promise<PayoutAccount> {
  if (!caller.verified) throw new Refusal('verification-required')
  const { workerId } = caller
  const card = said.kind === 'bank' ? readCard(said) : undefined
  if (!card) await requireWechat({ database, ports }, workerId)
  const sealed = card ? await seal(ports.keys, random, `account:${workerId}`, utf8(card.number)) : null
  const { kind } = said
  const shown = { bank: card?.bank ?? '', masked: card?.masked ?? '' }
  const at = new Date(clock())
  await whileConsented(database, workerId, ['bank'], async (tx) => {
    await tx.query(put, [workerId, kind, shown.bank, shown.masked, sealed, at])
    await tx.query(queue, [workerId, kind, at])
  })
  return { kind, ...shown, holder: caller.displayName }
}

/** Whether a worker's benefits can go to WeChat: to the openid he logs in by, and to play money in the sandbox. */
export const canCollect = async (
  { database, ports }: Pick<Context, 'database' | 'ports'>,
  workerId: string,
): Promise<boolean> =>
  ports.transfers?.provider === 'sandbox' ||
  (ports.transfers !== undefined && (await openidOf(database, workerId)) !== undefined)

async function requireWechat(context: Pick<Context, 'database' | 'ports'>, workerId: string): Promise<void> {
  if (await canCollect(context, workerId)) return
  const { transfers } = context.ports
  throw new Refusal(transfers ? 'collect-in-wechat' : 'wechat-payout-off', { field: 'kind' })
}

function readCard(said: { bank: string; cardNumber: string }): {
  bank: string
  number: string
  masked: string
} {
  const bank = said.bank.trim()
  if (bank.length < 2) throw new Refusal('bank-name', { field: 'bank' })
  const number = said.cardNumber.replace(/[\s-]/g, '')
  if (!isCardNumber(number)) throw new Refusal('card-number', { field: 'cardNumber' })
  return { bank, number, masked: `**** ${number.slice(-4)}` }
}

/** Forgets where his money goes, in whatever transaction: what is due waits. */
export async function forgetPayoutAccount(tx: Queryable, workerId: string): Promise<void> {
  await tx.query(drop, [workerId])
  await tx.query(unqueue, [workerId])
  await tx.query(forgetSent, [workerId])
}
