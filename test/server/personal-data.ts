import { createHash } from 'node:crypto'
import type { Purpose } from '@/contract'
import { toBase64url } from '@/rules/encoding'
import type { Database } from '../../server/database/database'
import type { Keys } from '../../server/ports'
import { voucherSecret } from '../../server/vouchers/show-voucher'

/**
 * Which columns of the database tell of a person, and as what. `plain` tells nothing about anybody, `reference` repeats
 * the id of a row that is listed elsewhere. A column that is missing here fails the tests: whoever adds one says what it is.
 */
export const columns: Record<string, Record<string, Column>> = {
  station: plain(
    'id code name kind address region_code lat lng hours facilities phone places changed_in parking carriageway doubt door source_system demo',
  ),
  station_removed: plain('id changed_in'),
  station_live: { station_id: 'reference', ...plain('seen_at full_at door_offline_at version') },
  station_report_window: { station_id: 'reference', salt: 'report-salt', ...plain('opened_at') },
  station_report: { station_id: 'reference', reporter: 'report-pseudonym', ...plain('kind') },
  // Of messages between machines.
  door_message: plain('nonce at'),
  worker: {
    id: 'worker-id',
    pseudonym: 'pseudonym',
    display_name: 'masked-name',
    masked_phone: 'masked-phone',
    person_key: 'person-key',
    identity: 'sealed-identity',
    ...plain('occupation_declared_at occupation_confirmed_at'),
    ...plain('occupation roles verified_at created_at deletes_at deleted_at'),
  },
  login: { subject: 'login', sealed: 'sealed-login', worker_id: 'reference', ...plain('provider') },
  clerk_station: { worker_id: 'reference', station_id: 'reference' },
  session: {
    id: 'session-id',
    token_hash: 'token-hash',
    worker_id: 'reference',
    ...plain('device opened_at seen_at expires_at revoked_at ended_by'),
  },
  consent: { id: 'consent-id', worker_id: 'reference', ...plain('purpose version text_hash given at') },
  trade_union: plain('id name region_code area address phone takes demo'),
  union_application: {
    id: 'application-id',
    note: 'note',
    ...references('worker_id union_id decided_by'),
    ...plain('basis state submitted_at accepted_at member_at ended_at reason'),
  },
  campaign: plain(
    [
      'id title summary sponsor distribution items occupations opens_at closes_at redeem_by redeem_from demo code regions',
      'membership verified_only registered_before variants uses full_fen own_fen presence draw_prizes draw_source',
      'draws_at closed_at',
    ].join(' '),
  ),
  campaign_station: { campaign_id: 'reference', station_id: 'reference', ...plain('daily_quota') },
  campaign_stock: {
    campaign_id: 'reference',
    station_id: 'reference',
    ...plain('variant period left_count'),
  },
  draw: { campaign_id: 'reference', ...plain('frozen_at entries root randomness winners drawn_at') },
  draw_typing: { ...references('campaign_id worker_id'), ...plain('randomness typed_at') },
  missing_report: {
    id: 'report-id',
    ...references('voucher_id station_id resolved_by'),
    ...plain('reported_at resolved_at outcome'),
  },
  slowed: {
    id: 'slowed-id',
    ...references('campaign_id worker_id'),
    ...plain('rule first_at last_at times until cleared_at'),
  },
  voucher: {
    id: 'voucher-id',
    handle: 'handle',
    ...references('campaign_id worker_id station_id redeemed_station_id'),
    ...plain('state variant period uses uses_left claimed_at expires_at redeemed_at issue'),
  },
  claim: {
    idempotency_key: 'key',
    request_hash: 'request-hash',
    entry_id: 'entry-id',
    ...references('campaign_id worker_id voucher_id'),
    ...plain('period place claimed_at released_at'),
  },
  redemption: {
    id: 'redemption-id',
    idempotency_key: 'key',
    request_hash: 'request-hash',
    ...references('voucher_id station_id clerk_id undone_by'),
    ...plain('use_number means redeemed_at device_time undone_at'),
  },
  stock_entry: {
    idempotency_key: 'key',
    request_hash: 'request-hash',
    ...references('station_id campaign_id clerk_id'),
    ...plain('id variant kind quantity reason at'),
  },
  handover: {
    idempotency_key: 'key',
    request_hash: 'request-hash',
    ...references('station_id from_id to_id'),
    ...plain('id at taken_at counts'),
  },
  subscription: { worker_id: 'reference', ...plain('kind left_count') },
  outbox: {
    ...references('worker_id subject_id'),
    ...plain('id kind facts state entered_at due_at tries ended_at fault'),
  },
  alarm: { station_id: 'reference', ...plain('id kind day first_at last_at times') },
  aid_plan: plain(
    [
      'id title operator price_fen term_months min_age max_age covers exclusions papers open demo code occupations',
      'opens_at closes_at cooling_days renew_days claim_terms',
    ].join(' '),
  ),
  aid_subsidy: {
    plan_id: 'reference',
    ...plain('id title amount_fen budget_fen left_fen regions occupations roster opens_at closes_at'),
  },
  // Under the pepper, and of one plan alone.
  aid_cover: { plan_id: 'reference', holder_key: 'person-key', until: 'plain' },
  aid_quote: {
    id: 'quote-id',
    ...references('plan_id worker_id subsidy_id'),
    ...plain('price_fen subsidy_fen own_fen quoted_at expires_at'),
  },
  aid_order: {
    id: 'order-id',
    idempotency_key: 'key',
    request_hash: 'request-hash',
    ...references('quote_id plan_id worker_id subsidy_id'),
    prepay: 'prepay',
    ...plain('price_fen subsidy_fen own_fen state ordered_at pay_by provider prepared_at asked_at closed_at'),
  },
  aid_payment: {
    id: 'payment-id',
    order_id: 'reference',
    provider_number: 'payment-number',
    ...plain('provider amount_fen paid_at'),
  },
  aid_refund: {
    id: 'refund-id',
    payment_id: 'reference',
    provider_number: 'payment-number',
    ...plain('reason amount_fen state due_at next_try_at tries done_at'),
  },
  aid_policy: {
    id: 'policy-id',
    number: 'policy-number',
    holder: 'masked-name',
    ...references('order_id plan_id worker_id'),
    certificate: 'certificate',
    ...plain('in_force_from in_force_to issued_at cancel_by cancelled_at'),
  },
  photo: {
    id: 'photo-id',
    file: 'photo-file',
    file_key: 'sealed-photo',
    idempotency_key: 'key',
    request_hash: 'request-hash',
    ...references('worker_id claim_id'),
    ...plain('purpose width height bytes uploaded_at'),
  },
  // Of photos that are gone.
  file_removal: plain('file due_at'),
  family_code: {
    id: 'family-code-id',
    code_hash: 'code-hash',
    ...references('policy_id made_by used_by'),
    ...plain('by_union made_at expires_at used_at withdrawn_at'),
  },
  aid_claim: {
    id: 'claim-id',
    number: 'claim-number',
    told: 'sealed-told',
    idempotency_key: 'key',
    request_hash: 'request-hash',
    ...references('policy_id worker_id filer_id code_by held_by'),
    ...plain('kind pays event_day happened_at state submitted_at late text_held due_at due_certain'),
    ...plain(
      'overdue_told_at refused_at objected_at approved_fen approved_lines paid_at ended_at held_until',
    ),
  },
  aid_claim_step: { ...references('claim_id by_id'), ...plain('id move state at') },
  aid_decision: {
    id: 'decision-id',
    said: 'sealed-told',
    idempotency_key: 'key',
    request_hash: 'request-hash',
    second_key: 'key',
    second_hash: 'request-hash',
    ...references('claim_id proposed_by second_by'),
    ...plain('kind amount_fen lines proposed_at second_at outcome'),
  },
  payout_account: {
    worker_id: 'reference',
    masked: 'masked-card',
    sealed: 'sealed-card',
    ...plain('kind bank set_at'),
  },
  payout_batch: {
    idempotency_key: 'key',
    request_hash: 'request-hash',
    made_by: 'reference',
    ...plain('id number made_at'),
  },
  aid_payout: {
    id: 'payout-id',
    masked: 'masked-card',
    sealed: 'sealed-card',
    ...references('claim_id decision_id first_by second_by attempt batch_id'),
    ...plain('amount_fen state provider bank approved_at due_at next_try_at tries done_at fault'),
  },
  payout_transfer: {
    id: 'transfer-id',
    payout_id: 'reference',
    sealed: 'sealed-login',
    handle: 'prepay',
    ...plain('provider amount_fen made_at told_at asked_at outcome ended_at fault'),
  },
  payout_item: { ...references('batch_id payout_id'), ...plain('amount_fen outcome') },
  claim_look: {
    reason: 'note',
    ...references('by_id claim_id subject_id'),
    ...plain('id at what'),
  },
  ledger: {
    id: 'ledger-id',
    ...references('campaign_id station_id plan_id pseudonym subject_id'),
    ...plain('at kind quantity amount_fen tx note'),
  },
  ledger_link: { ledger_id: 'reference', ...plain('number tx sealed_at hash') },
  invitation: {
    id: 'invitation-id',
    code_hash: 'code-hash',
    ...references('station_ids invited_by used_by'),
    ...plain('role invited_at expires_at used_at'),
  },
  roster: { person_key: 'person-key', name_key: 'person-key', ...plain('channel occupation imported_at') },
  recovery: {
    id: 'recovery-id',
    code_hash: 'code-hash',
    ...references('asking_id owned_id'),
    ...plain('asked_at expires_at'),
  },
  phone_code: {
    phone_key: 'phone-key',
    code_hash: 'code-hash',
    ...plain('sent_at expires_at tries used_at'),
  },
  wechat_token: { sealed: 'sealed-login', ...plain('appid expires_at') },
  turn: plain('name until'),
  // Keys are hashes under the pepper.
  rate_limit: plain('key points expire'),
  schema_migrations: plain('number name sha256 applied_at'),
}

/** To whom a row belongs, where the table has no `worker_id`: SQL over the table, named `it`. */
const owners: Record<string, string> = {
  worker: 'it.id',
  redemption: '(SELECT worker_id FROM voucher WHERE voucher.id = it.voucher_id)',
  missing_report: '(SELECT worker_id FROM voucher WHERE voucher.id = it.voucher_id)',
  aid_payment: '(SELECT worker_id FROM aid_order WHERE aid_order.id = it.order_id)',
  stock_entry: 'it.clerk_id',
  handover: 'it.from_id',
  family_code: '(SELECT worker_id FROM aid_policy WHERE aid_policy.id = it.policy_id)',
  aid_decision: '(SELECT worker_id FROM aid_claim WHERE aid_claim.id = it.claim_id)',
  aid_payout: '(SELECT worker_id FROM aid_claim WHERE aid_claim.id = it.claim_id)',
  payout_transfer: `(SELECT c.worker_id FROM aid_payout o JOIN aid_claim c ON c.id = o.claim_id WHERE o.id = it.payout_id)`,
  payout_batch: 'it.made_by',
  claim_look: 'it.by_id',
  aid_refund: `(SELECT worker_id FROM aid_order o JOIN aid_payment m ON m.order_id = o.id WHERE m.id = it.payment_id)`,
  phone_code: 'NULL',
  aid_cover: 'NULL',
  recovery: 'it.owned_id',
  roster: 'NULL',
  station_report_window: 'NULL',
  station_report: 'NULL',
  wechat_token: 'NULL',
  invitation: 'it.invited_by',
  ledger: '(SELECT id FROM worker WHERE worker.pseudonym = it.pseudonym)',
}

export type Kind =
  | 'worker-id'
  | 'pseudonym'
  | 'masked-name'
  | 'masked-phone'
  | 'invitation-id'
  | 'recovery-id'
  | 'phone-key'
  | 'code-hash'
  | 'person-key'
  | 'sealed-identity'
  | 'sealed-login'
  | 'login'
  | 'session-id'
  | 'token-hash'
  | 'consent-id'
  | 'application-id'
  | 'note'
  | 'voucher-id'
  | 'entry-id'
  | 'report-id'
  | 'slowed-id'
  | 'handle'
  | 'key'
  | 'request-hash'
  | 'redemption-id'
  | 'quote-id'
  | 'order-id'
  | 'payment-id'
  | 'payment-number'
  | 'prepay'
  | 'refund-id'
  | 'policy-id'
  | 'policy-number'
  | 'certificate'
  | 'ledger-id'
  | 'photo-id'
  | 'photo-file'
  | 'sealed-photo'
  | 'family-code-id'
  | 'claim-id'
  | 'claim-number'
  | 'sealed-told'
  | 'decision-id'
  | 'masked-card'
  | 'sealed-card'
  | 'payout-id'
  | 'transfer-id'
  | 'report-salt'
  | 'report-pseudonym'
  // Not in the database as they are:
  | 'token'
  | 'secret'
  | 'full-name'
  | 'id-number'
  | 'phone'

/** Ids alone tell nobody who somebody is, and are needed to look into a fault. */
export const mayBeLogged = (kind: Kind): boolean => /-id$/.test(kind) && kind !== 'session-id'

type Column = Kind | 'plain' | 'reference'

function all<C extends Column>(names: string, as: C): Record<string, C> {
  return Object.fromEntries(names.split(' ').map((name) => [name, as]))
}
function plain(names: string) {
  return all(names, 'plain')
}
function references(names: string) {
  return all(names, 'reference')
}

/** One value that belongs to somebody: `owner` is a worker's id. A secret is of one of his sessions. */
export interface Personal {
  readonly kind: Kind
  readonly owner: string | null
  readonly value: string
  readonly sessionId?: string
}

/** Columns of the database that {@link columns} does not know, and those it knows that are not there. */
export async function unlistedColumns(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>({
    name: 'test.columns',
    text: `SELECT c.relname || '.' || a.attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
  })
  const listed = Object.entries(columns).flatMap(([table, of]) =>
    Object.keys(of).map((name) => `${table}.${name}`),
  )
  const real = rows.map((it) => it.name)
  return [...real.filter((it) => !listed.includes(it)), ...listed.filter((it) => !real.includes(it))]
}

/** Demo personas log in by plain words. */
const only: Record<string, string> = { login: ` AND it.provider <> 'demo'` }

const statements = Object.entries(columns).flatMap(([table, of]) =>
  Object.entries(of).flatMap(([column, kind]) => {
    if (kind === 'plain' || kind === 'reference') return []
    const owner = owners[table] ?? 'it.worker_id'
    return [
      `SELECT '${kind}' AS kind, ${owner}::text AS owner, it.${column}::text AS value FROM ${table} it
        WHERE it.${column} IS NOT NULL${only[table] ?? ''}`,
    ]
  }),
)

/** All that the database knows of people, with the secrets of their vouchers. */
export async function personalValues(database: Database, keys: Keys): Promise<Personal[]> {
  const { rows } = await database.query<Personal>({
    name: 'test.personal',
    text: statements.join(' UNION ALL '),
  })
  const secrets = await database.query<{ owner: string; voucher: string; issue: number; session: string }>({
    name: 'test.secrets',
    text: `SELECT v.worker_id AS owner, v.id AS voucher, v.issue, s.id AS session FROM voucher v
      JOIN session s ON s.worker_id = v.worker_id`,
  })
  return [
    // Nothing stands in every text.
    ...rows
      .filter((it) => it.value !== '')
      .flatMap((it) =>
        it.value.startsWith('\\x')
          ? spellings(Buffer.from(it.value.slice(2), 'hex')).map((value) => ({ ...it, value }))
          : [it],
      ),
    ...secrets.rows.map(({ owner, voucher, issue, session }) => ({
      kind: 'secret' as const,
      owner,
      value: toBase64url(voucherSecret(keys, { id: voucher, issue }, session)),
      sessionId: session,
    })),
  ]
}

const spellings = (bytes: Buffer) => [
  bytes.toString('hex'),
  bytes.toString('base64').replace(/=+$/, ''),
  bytes.toString('base64url'),
]

/** Those of `known` that stand in a text; a session's token is told by its hash. */
export function foundIn(text: string, known: readonly Personal[]): Personal[] {
  const hashes = new Map(known.filter((it) => it.kind === 'token-hash').map((it) => [it.value, it]))
  const tokens = (text.match(/[A-Za-z0-9_-]{43}/g) ?? []).flatMap((value) => {
    const session = hashes.get(createHash('sha256').update(value).digest('hex'))
    return session ? [{ kind: 'token' as const, owner: session.owner, value }] : []
  })
  return [...known.filter((it) => text.includes(it.value)), ...tokens]
}

/**
 * Columns that hold sensitive data of whoever the row belongs to, by the purpose he has to agree to. What a column of these
 * kinds is for has to be said here.
 */
const purposeOfKind: Partial<Record<Kind, Purpose>> = {
  'person-key': 'identity',
  'sealed-identity': 'identity',
  'sealed-photo': 'health',
  'sealed-told': 'health',
  'sealed-card': 'bank',
}
export const sensitiveColumns: Record<string, readonly [column: string, purpose: Purpose][]> =
  Object.fromEntries(
    Object.entries(columns)
      .filter(([table]) => owners[table] !== 'NULL')
      .map(([table, of]): [string, [string, Purpose][]] => [
        table,
        Object.entries(of).flatMap(([column, kind]) => {
          const purpose = purposeOfKind[kind as Kind]
          return purpose ? [[column, purpose]] : []
        }),
      ])
      .filter(([, of]) => of.length > 0),
  )

/** The purposes for which something of this worker is kept now. */
export async function keptUnder(database: Database, workerId: string): Promise<Purpose[]> {
  const asked = Object.entries(sensitiveColumns).flatMap(([table, of]) =>
    of.map(
      ([column, purpose]) =>
        `SELECT '${purpose}' AS purpose FROM ${table} it WHERE ${owners[table] ?? 'it.worker_id'}::text = $1 AND it.${column} IS NOT NULL`,
    ),
  )
  const statement = { name: 'test.kept-under', text: asked.join(' UNION ') }
  return (await database.query<{ purpose: Purpose }>(statement, [workerId])).rows.map((it) => it.purpose)
}
