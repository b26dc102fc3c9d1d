import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import * as z from 'zod/mini'
import { problem, type RefusalCode } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { utf8 } from '@/rules/encoding'
import { loadData } from '../../../mock/data/load'
import { hashOfToken } from '../../../server/account/authenticate'
import { personKey, sealIdentity } from '../../../server/account/identity'
import { lookupKey, seal } from '../../../server/account/seal'
import { AFTERNOON } from '../../support/api'
import { data, plan } from '../../support/fixtures'
import { createTestDatabase } from '../../support/postgres'
import { createWechatPayStandIn, type WechatPayStandIn } from '../../support/wechat-pay-stand-in'
import type { ProcessSettings } from './api-process'
import type { Processes } from './processes'

/** People there are, each with an ID number; and accounts of members, of which one is nobody's at first. */
export const PEOPLE = 3
export const MEMBERS = 4
/** Accounts that review claims: two of nobody's, and a member's. */
export const REVIEWERS = [MEMBERS, MEMBERS + 1, 0]
/** Two whole gifts, and no more. */
export const GIFT_BUDGET = 2 * plan.priceFen
/** Whoever has no answer asks again for so long. */
const PATIENCE_MS = 600_000

/** What must never be, and is. */
export class Violation extends Error {}

export interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** Whose session it is; none for a notice. */
  readonly who?: number
  readonly key?: string
  readonly body?: object
  /** Headers and body of a notice, as they are. */
  readonly raw?: { readonly headers: Readonly<Record<string, string>>; readonly body: string }
}

export interface Answer {
  readonly code?: RefusalCode
  readonly reply?: unknown
}

/** What is known of the case that runs, without asking the database. */
export interface Books {
  readonly accounts: readonly AccountBook[]
  /** What was answered with yes, to be held against the database. */
  readonly told: Readonly<
    Record<'ordered' | 'paid' | 'cancelled' | 'notices' | 'filed' | 'withdrawn', Set<string>>
  >
  /** Whose each policy is, noted when it was first seen. */
  readonly holders: Map<string, number | undefined>
  /** The policy of each order that has one. */
  readonly covering: Map<string, string>
  policies: readonly PolicyBook[]
  readonly claims: ClaimBook[]
  /** What the bill was by which each decision to pay was proposed, in fen. */
  readonly proposed: Map<string, number>
  /** Files for the bank by their ids, what it said to them, and what it paid for which claim (by its number), in fen. */
  readonly batches: string[]
  readonly bank: { readonly said: Map<string, string>; readonly paid: Map<string, number> }
}

export interface PolicyBook {
  readonly id: string
  readonly order: string
  readonly account: string
  readonly from: string
  readonly to: string
  readonly cancelled: boolean
}

export interface ClaimBook {
  readonly id: string
  readonly number: string
  /** An account. */
  readonly filer: number
  /** Epoch ms. */
  readonly filedAt: number
}

interface AccountBook {
  readonly id: string
  /** Its last quote, and under which key what was ordered last. */
  quoteId?: string
  placed?: { readonly key: string; readonly quoteId: string }
  /** By their ids, in the order in which they were told. */
  readonly orders: string[]
  /** Who it is. */
  person?: number
}

export interface World {
  /** Epoch ms, at the processes and at the payment service. */
  now: number
  readonly books: Books
  /** What it knows is the truth about money. */
  readonly service: WechatPayStandIn
  /** So many of the next calls are given up after this, with nobody there to hear the answer. */
  losing: { calls: number; afterMs: number }
  /** What went wrong while the payment service was answering, to be thrown at the next look at the sums. */
  wrong: Error | undefined
  /** Begins a case: nothing is ordered, and the accounts are whom they were. */
  begin(): Promise<void>
  /** Asks one of the processes, and by turns again under the same key, until it is answered for certain. */
  ask(asked: Asked, by: number): Promise<Answer>
  /** What each process does every minute, or an operator asks for. */
  run(verb: 'accounts' | 'overdue' | 'reconcile', by: number): Promise<unknown>
  /** Resolves once neither process is at anything that was given up. */
  quiet(): Promise<void>
  /** Breaks all connections of a process to this database. */
  cut(process: number): Promise<void>
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

/** A database and a payment service; `open` them all before the processes that are to work on them. */
export async function prepareWorld() {
  const now = { is: AFTERNOON }
  const service = await createWechatPayStandIn(() => now.is)
  const own = await createTestDatabase({ max: 1 })
  await loadData(own.database, AFTERNOON, data)
  const settings: ProcessSettings['worlds'][number] = { url: own.url, wechat: { ...pick(service) } }
  return { settings, open: (n: number, processes: Processes) => openWorld(n, processes, own, service, now) }
}

const pick = (it: WechatPayStandIn): ProcessSettings['worlds'][number]['wechat'] => ({
  url: it.url,
  appid: it.appid,
  mchid: it.mchid,
  serial: it.serial,
  merchantKey: it.merchantKey,
  apiv3Key: it.apiv3Key,
  publicKeyId: it.publicKeyId,
  publicKey: it.publicKey,
})

const coded = z.object({ code: problem.shape.code })

/** GB 11643 with a region that is nobody's. */
export const idNumbers = ['990001199001010013', '99000119900101003X', '990001199001010056']

async function openWorld(
  n: number,
  processes: Processes,
  own: Awaited<ReturnType<typeof createTestDatabase>>,
  service: WechatPayStandIn,
  now: { is: number },
): Promise<World> {
  const owner = new pg.Pool({ connectionString: own.url, max: 1 })
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
  const accounts = Array.from({ length: MEMBERS + 2 }, () => ({
    id: randomUUID(),
    token: randomBytes(32).toString('base64url'),
  }))
  const query = async <Row>(text: string, values: unknown[] = []) =>
    (await owner.query<pg.QueryResultRow>(text, values)).rows as Row[]

  for (const [i, { id, token }] of accounts.entries()) {
    await query(
      `INSERT INTO worker (id, pseudonym, display_name, occupation, roles, created_at)
        VALUES ($1, $2, '某', 'rider', $3, '2026-01-01')`,
      [id, randomUUID(), REVIEWERS.includes(i) ? ['worker', 'reviewer'] : ['worker']],
    )
    await query(
      `INSERT INTO session (id, worker_id, token_hash, opened_at, expires_at, seen_at)
        VALUES ($1, $2, $3, '2026-01-01', '2099-01-01', '2098-01-01')`,
      [randomUUID(), id, hashOfToken(token)],
    )
    const openid = `openid-${n}-${i}`
    const subject = Buffer.from(lookupKey(processes.keys, 'wechat', openid)).toString('base64url')
    const sealed = await seal(processes.keys, random, `login:${subject}`, utf8(openid))
    await query(`INSERT INTO login (provider, subject, worker_id, sealed) VALUES ('wechat', $1, $2, $3)`, [
      subject,
      id,
      sealed,
    ])
  }
  /** Of each person, on the account of the same number. */
  const identities = await Promise.all(
    idNumbers.map((idNumber, i) =>
      sealIdentity(processes.keys, random, (accounts[i] as { id: string }).id, {
        name: '某某',
        idNumber,
        birthDate: '1990-01-01',
      }),
    ),
  )

  const newBooks = (): Books => ({
    accounts: accounts.map(({ id }, i) => ({ id, orders: [], ...(i < PEOPLE && { person: i }) })),
    told: {
      ordered: new Set(),
      paid: new Set(),
      cancelled: new Set(),
      notices: new Set(),
      filed: new Set(),
      withdrawn: new Set(),
    },
    holders: new Map(),
    covering: new Map(),
    policies: [],
    claims: [],
    proposed: new Map(),
    batches: [],
    bank: { said: new Map(), paid: new Map() },
  })
  let books = newBooks()

  const sendOnce = async (
    asked: Asked,
    process: number,
    sure: boolean,
  ): Promise<{ status: number; json: unknown }> => {
    const { body, key, method, path, raw, who } = asked
    const lost = !sure && world.losing.calls > 0
    if (lost) world.losing.calls--
    return processes.send(process, {
      method,
      path,
      headers: {
        'x-race-world': String(n),
        'x-race-now': String(now.is),
        ...(who !== undefined && { Authorization: `Bearer ${accounts[who]?.token}` }),
        ...(key !== undefined && { 'Idempotency-Key': key }),
        ...(body && { 'Content-Type': 'application/json' }),
        ...raw?.headers,
      },
      body: raw?.body ?? (body && JSON.stringify(body)),
      ...(lost && { goneAfterMs: world.losing.afterMs }),
    })
  }
  const ask = async (asked: Asked, by: number, sure = false): Promise<Answer> => {
    const until = Date.now() + PATIENCE_MS
    for (let tries = 0; ; tries++) {
      const answer = await sendOnce(asked, (by + tries) % 2, sure).catch(() => undefined)
      const code = answer && answer.status >= 400 ? coded.parse(answer.json).code : undefined
      if (answer && code !== 'unavailable' && code !== 'outcome-unknown') {
        if (code === 'internal') throw new Violation(`${asked.method} ${asked.path} went wrong inside`)
        return code === undefined ? { reply: answer.json } : { code }
      }
      if (Date.now() > until) throw new Error(`No answer in ten minutes: ${asked.path}`)
      if (tries > 2) await sleep(50)
    }
  }

  const world: World = {
    get now() {
      return now.is
    },
    set now(it) {
      now.is = it
    },
    get books() {
      return books
    },
    service,
    losing: { calls: 0, afterMs: 0 },
    wrong: undefined,
    async begin() {
      await world.quiet()
      books = newBooks()
      now.is = AFTERNOON
      world.losing.calls = 0
      world.wrong = undefined
      service.forget()
      await query(
        'TRUNCATE aid_claim, payout_batch, payout_account, outbox, aid_refund, aid_payment, aid_policy, aid_cover, aid_order, aid_quote, ledger, turn, consent CASCADE',
      )
      await query('DELETE FROM aid_subsidy WHERE title = $1', ['赠送'])
      await query(
        `INSERT INTO aid_subsidy (id, plan_id, title, amount_fen, budget_fen, left_fen, closes_at)
          VALUES (gen_random_uuid(), $1, '赠送', $2, $3, $3, '2020-01-01')`,
        [plan.id, plan.priceFen, GIFT_BUDGET],
      )
      await query('UPDATE aid_plan SET price_fen = $2, open = true WHERE id = $1', [plan.id, plan.priceFen])
      await query(
        'UPDATE worker SET person_key = NULL, identity = NULL, verified_at = NULL WHERE id = ANY($1)',
        [accounts.map((it) => it.id)],
      )
      for (const [i, identity] of identities.entries()) {
        const { id } = accounts[i] as { id: string }
        await query(
          `UPDATE worker SET person_key = $2, identity = $3, verified_at = '2026-01-01' WHERE id = $1`,
          [id, personKey(processes.keys, idNumbers[i] as string), identity],
        )
      }
      for (const [i, { id }] of accounts.slice(0, MEMBERS).entries()) {
        for (const [n, purpose] of (['identity', 'health', 'bank'] as const).entries()) {
          if (purpose === 'identity' && i >= PEOPLE) continue
          await query(
            `INSERT INTO consent (id, worker_id, purpose, version, text_hash, given, at)
              VALUES (('00000000-0000-7000-8000-0000000000' || $2::text)::uuid, $1, $3, $4, $5, true, '2026-01-01')`,
            [id, `${i}${n}`, purpose, consentTexts[purpose].version, consentHash(purpose)],
          )
        }
      }
    },
    ask,
    async run(verb, by) {
      const { reply } = await ask({ method: 'POST', path: `/race/${verb}` }, by, true)
      return reply
    },
    async quiet() {
      for (const by of [0, 1]) await ask({ method: 'GET', path: '/race/quiet' }, by, true)
    },
    async cut(process) {
      await query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1
        AND datname = current_database()`,
        [`race-${process}`],
      )
    },
    query,
    async close() {
      await owner.end()
      await service.close()
      await own.drop()
    },
  }
  return world
}
