import { randomBytes, randomUUID } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { api, type Endpoint, type PhotoPurpose, type Purpose, type Role, type Voucher } from '@/contract'
import { isCardNumber } from '@/rules/card-number'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { fromBase64url, toBase64url } from '@/rules/encoding'
import { qrText } from '@/rules/voucher-code'
import { createPaySandbox } from '../../server/adapters/pay-sandbox'
import { createTransferSandbox } from '../../server/adapters/transfer-sandbox'
import { hashOfToken } from '../../server/account/authenticate'
import { silentLog, type Log } from '../../server/adapters/log'
import { signDoorMessage, type DoorMessage } from '../../server/arrivals/door-signature'
import type { DemoData } from '../../mock/data/load'
import type { Ports } from '../../server/ports'
import { newKey, type Phone, type TestApi } from '../support/api'
import { allNight, allWays, drawn, inStock, open, plan, union } from '../support/fixtures'
import type { Personal } from './personal-data'

/** Plenty for everyone: so much in stock that no test of many people uses it up. */
export const plentyOf = (of: DemoData): DemoData => ({
  ...of,
  campaigns: of.campaigns.map((it) =>
    it.id === inStock.id ? { ...it, stock: it.stock.map((at) => ({ ...at, received: 100_000 })) } : it,
  ),
})
export const plenty = plentyOf(allWays)

const DOORS_SECRET = randomBytes(32)

/** Ports for tests that ask every endpoint: WeChat takes any code, and texts go nowhere. */
export function testPorts(log: Log = silentLog): Ports & { readonly seed: Uint8Array } {
  const seed = randomBytes(32)
  return {
    seed,
    keys: { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) },
    signer: {
      keyId: 1,
      publicKeys: new Map([[1, ed25519.getPublicKey(seed)]]),
      sign: (payload) => ed25519.sign(payload, seed),
    },
    log,
    // Takes whatever notice comes for one that tells it nothing.
    payments: { ...createPaySandbox(), readNotice: async () => undefined },
    transfers: { ...createTransferSandbox(), readNotice: async () => undefined },
    doors: { secret: DOORS_SECRET, unlock: async () => Date.now() + 15_000 },
    sms: { sendLoginCode: async () => undefined },
    notices: {
      templates: [{ kind: 'redeemed', templateId: 'template-of-redeemed' }],
      send: async () => undefined,
    },
    wechat: { identify: async (code) => `openid of ${code}`, phoneOf: async (code) => code },
  }
}

/** Somebody with an account, and two phones on which he is logged in. */
export interface Person {
  readonly id: string
  readonly phone: Phone
  /** The session of `phone`. */
  readonly sessionId: string
  readonly otherPhone: Phone
  readonly otherSessionId: string
  /** Who he is, once he verifies himself. */
  readonly name: string
  readonly idNumber: string
  /** His phone's, once he binds it; WeChat's code for it is the number itself here (see {@link testPorts}). */
  readonly number: string
}

/** A role that may call an endpoint. */
export const mayAsk = ({ auth }: Endpoint): Role => (auth === 'anyone' || auth === 'member' ? 'worker' : auth)

/** Makes people, and the things they have. */
export interface World {
  person(role: Role): Promise<Person>
  /** The names, ID and phone numbers of all it made, which no reply and no log may hold. */
  readonly identities: readonly Personal[]
  /** An invitation by this person, or, where he may not invite, by an admin. */
  invitation(person: Person): Promise<{ id: string; code: string }>
  consent(person: Person, purpose?: Purpose): Promise<void>
  verify(person: Person): Promise<void>
  verified(person: Person): Promise<Person>
  /** The code by which the account of `lost` is asked for on the phone of `found`. */
  recovery(lost: Person, found: Person): Promise<string>
  /** An application to a union, under way. */
  application(person: Person): Promise<string>
  voucher(person: Person, stationId?: string): Promise<Voucher>
  /** Takes part in the draw that is open. */
  enter(person: Person): Promise<void>
  /** A report that what a voucher of this person promises is not there. */
  missing(person: Person, stationId: string): Promise<string>
  /** A claim of this person that was slowed. */
  slowed(person: Person): Promise<string>
  /** A clerk of this station; of another as well. */
  clerkOf(stationId: string): Promise<Person>
  /** A redemption of this person's voucher at a station, by a clerk of it. */
  redeemed(person: Person, stationId: string): Promise<string>
  /** What a clerk types from this person's card, who can use something at the station. */
  card(person: Person, stationId: string): Promise<{ stationId: string; name: string; idLast4: string }>
  /** A hand-over of a station by another clerk of it. */
  handover(stationId: string): Promise<string>
  /** A message to this person that was given up. */
  deadNotice(person: Person): Promise<string>
  /** What the voucher's screen shows now. */
  qr(voucher: Voucher): string
  /** What the system behind the doors says when the door of `allNight` was opened. */
  doorMessage(): DoorMessage
  quote(person: Person): Promise<string>
  order(person: Person): Promise<string>
  policy(person: Person): Promise<string>
  /** The id of a policy of this person that has covered him for sixty days. */
  covered(person: Person): Promise<string>
  photo(person: Person, purpose?: PhotoPurpose): Promise<string>
  /** A claim of this person with one photo and one bill, filed just now. */
  claim(person: Person): Promise<string>
  /** A code by which a relative may file on this person’s cover. */
  familyCode(person: Person): Promise<{ id: string; code: string; policyId: string }>
  /** One whose decision to pay waits for a second person: the decision’s id. */
  proposed(person: Person, claimId: string): Promise<string>
  /** One that two people decided: to pay, or not to. */
  decided(person: Person, outcome: 'approve' | 'refuse'): Promise<string>
  /** The id of a payout to this person’s bank account that is due. */
  payout(person: Person): Promise<string>
  /** The id of a claim of this person whose money is his to take in WeChat; and one that he was offered there. */
  collectable(person: Person): Promise<string>
  offered(person: Person): Promise<string>
  /** One that came back from the bank. */
  returned(person: Person): Promise<string>
  /** A file for the bank in which this person’s payout is. */
  batch(person: Person): Promise<string>
}

/** A card of this person’s that passes Luhn’s check, and is nobody’s. */
export function cardOf({ number }: Pick<Person, 'number'>): string {
  const digits = `62220202${number.slice(3)}`
  const check = [...Array(10).keys()].find((it) => isCardNumber(`${digits}${it}`))
  return `${digits}${check}`
}
const bills = [{ issuedOn: '2026-11-21', amountFen: 110_000, otherPaidFen: 0 }]

export function createWorld(server: TestApi): World {
  const identities: Personal[] = []

  const world: World = {
    identities,
    async person(role) {
      const n = identities.length / 3
      const id = randomUUID()
      // First and last character are of this one person, so that his masked name is his alone as well.
      const name = `${String.fromCodePoint(0x4e00 + 2 * n)}某${String.fromCodePoint(0x4e01 + 2 * n)}`
      const idNumber = idNumberOf(n)
      identities.push({ kind: 'full-name', owner: id, value: name })
      identities.push({ kind: 'id-number', owner: id, value: idNumber })
      const number = `139${String(10_000_000 + n)}`
      identities.push({ kind: 'phone', owner: id, value: number })
      const run = (name: string, text: string, values: unknown[]) =>
        server.database.query({ name: `world.${name}`, text }, values)
      await run(
        'worker',
        `INSERT INTO worker (id, pseudonym, display_name, occupation, roles, created_at)
          VALUES ($1, $2, $3, 'rider', $4, $5)`,
        [id, randomUUID(), `骑手 ${n} 号`, [...new Set(['worker', role])], new Date(server.now)],
      )
      const phones = []
      for (let i = 0; i < 2; i++) {
        const [sessionId, token] = [randomUUID(), toBase64url(randomBytes(32))]
        await run(
          'session',
          `INSERT INTO session (id, worker_id, token_hash, opened_at, expires_at) VALUES ($1, $2, $3, $4, $5)`,
          [sessionId, id, hashOfToken(token), new Date(server.now), new Date(server.now + 20 * 86_400_000)],
        )
        phones.push({ sessionId, phone: server.phone(token) })
      }
      const [first, second] = phones as [(typeof phones)[0], (typeof phones)[0]]
      if (role === 'clerk') {
        await run('clerk', 'INSERT INTO clerk_station (worker_id, station_id) VALUES ($1, $2)', [id, open.id])
      }
      return {
        id,
        ...first,
        otherPhone: second.phone,
        otherSessionId: second.sessionId,
        name,
        idNumber,
        number,
      }
    },
    async invitation(person) {
      const body = { role: 'clerk' as const, stationIds: [open.id] }
      const { reply } = await person.phone.ask(api.invite, { body })
      if (!reply) return world.invitation(await world.person('admin'))
      return { id: reply.invitation.id, code: reply.code }
    },
    doorMessage: () =>
      signDoorMessage(DOORS_SECRET, {
        timestamp: Math.floor(server.now / 1_000),
        nonce: newKey(),
        payload: JSON.stringify({
          door: allNight.code,
          event: 'opened',
          at: new Date(server.now).toISOString(),
        }),
      }),
    async consent({ phone }, purpose = 'identity') {
      const { version } = consentTexts[purpose]
      await phone.get(api.putConsent, {
        body: { purpose, version, textHash: consentHash(purpose), given: true },
      })
    },
    async application(person) {
      await world.verify(person)
      const body = { unionId: union.id, basis: 'workplace' as const }
      return (await person.phone.get(api.joinUnion, { body })).application.id
    },
    async verify(person) {
      if ((await person.phone.get(api.getMe, {})).worker.verified) return
      await world.consent(person)
      const { name, idNumber, phone } = person
      await phone.get(api.verifyIdentity, { body: { name, idNumber } })
    },
    async verified(person) {
      await world.verify(person)
      return person
    },
    async recovery(lost, found) {
      const { name, idNumber } = await world.verified(lost)
      await world.consent(found)
      return (await found.phone.get(api.askRecovery, { body: { name, idNumber } })).code
    },
    async voucher({ phone }, stationId = open.id) {
      const input = { params: { id: inStock.id }, body: { stationId }, key: newKey() }
      return (await phone.get(api.claimCampaign, input)).voucher!
    },
    async enter({ phone }) {
      await phone.get(api.claimCampaign, { params: { id: drawn.id }, body: {}, key: newKey() })
    },
    async missing(person, stationId) {
      const { id } = await world.voucher(person, stationId)
      await person.phone.get(api.reportMissing, { params: { id }, body: {} })
      const { rows } = await server.database.query<{ id: string }>(
        { name: 'world.missing', text: 'SELECT id FROM missing_report WHERE voucher_id = $1' },
        [id],
      )
      return rows[0]!.id
    },
    async slowed(person) {
      const id = randomUUID()
      await server.database.query(
        {
          name: 'world.slowed',
          text: `INSERT INTO slowed (id, campaign_id, worker_id, rule, first_at, last_at, times, until)
            VALUES ($1, $2, $3, 'sweep', $4, $4, 1, $4)`,
        },
        [id, inStock.id, person.id, new Date(server.now)],
      )
      return id
    },
    async clerkOf(stationId) {
      const clerk = await world.person('clerk')
      await server.database.query(
        {
          name: 'world.clerk-of',
          text: 'INSERT INTO clerk_station (worker_id, station_id) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        },
        [clerk.id, stationId],
      )
      return clerk
    },
    async card(person, stationId) {
      const { idNumber, name } = await world.verified(person)
      await world.voucher(person, stationId)
      return { stationId, name, idLast4: idNumber.slice(-4) }
    },
    async deadNotice(person) {
      const id = randomUUID()
      await server.database.query(
        {
          name: 'world.dead-notice',
          text: `INSERT INTO outbox (id, worker_id, kind, subject_id, facts, state, entered_at, due_at, tries, ended_at, fault)
            VALUES ($1, $2, 'redeemed', $1, '{}', 'dead', $3, $3, 10, $3, 'subscribe/send: no answer')`,
        },
        [id, person.id, new Date(server.now)],
      )
      return id
    },
    async handover(stationId) {
      const { phone } = await world.clerkOf(stationId)
      const body = { stationId, counts: [{ campaignId: inStock.id, counted: 3 }] }
      return (await phone.get(api.handOver, { body, key: newKey() })).handover.id
    },
    async redeemed(person, stationId) {
      const clerk = await world.clerkOf(stationId)
      const code = world.qr(await world.voucher(person, stationId))
      const body = { code, stationId, deviceTime: new Date(server.now).toISOString() }
      return (await clerk.phone.get(api.redeemVoucher, { body, key: newKey() })).redemption.id
    },
    qr: ({ handle, secret, grant }) =>
      qrText({ handle, secret: fromBase64url(secret) as Uint8Array }, grant, server.now),
    async quote({ phone }) {
      return (await phone.get(api.makeQuote, { body: { planId: plan.id } })).quote.id
    },
    async order(person) {
      await world.verify(person)
      const body = { quoteId: await world.quote(person) }
      return (await person.phone.get(api.placeOrder, { body, key: newKey() })).order.id
    },
    async policy(person) {
      const orderId = await world.order(person)
      await person.phone.get(api.paySandboxOrder, { body: { orderId } })
      return orderId
    },
    async covered(person) {
      await world.policy(person)
      const { rows } = await server.database.query<{ id: string }>(
        {
          name: 'world.covered',
          text: `UPDATE aid_policy SET in_force_from = in_force_from - interval '60 days' WHERE worker_id = $1 RETURNING id`,
        },
        [person.id],
      )
      return rows[0]!.id
    },
    async photo(person, purpose = 'bill') {
      await world.consent(person, 'health')
      return (await person.phone.get(api.uploadPhoto, { body: { purpose }, key: newKey() })).photo.id
    },
    async claim(person) {
      const id = await world.covered(person)
      const body = {
        kind: 'accident-treatment' as const,
        happenedAt: '2026-11-20T08:00:00.000Z',
        words: '送餐路上摔了，左手腕骨折',
        facts: { bills, stays: [], grade: null, diagnosedOn: null },
        photoIds: [await world.photo(person)],
      }
      return (await person.phone.get(api.fileClaim, { params: { id }, body, key: newKey() })).claim.id
    },
    async familyCode(person) {
      const policyId = await world.covered(person)
      const made = await person.phone.get(api.makeFamilyCode, { params: { id: policyId } })
      return { id: made.familyCode.id, code: made.code, policyId }
    },
    async proposed(_person, claimId) {
      const reviewer = await world.person('reviewer')
      const body = {
        decision: 'approve' as const,
        facts: { bills, stays: [], grade: null, diagnosedOn: null },
      }
      const input = { params: { id: claimId }, body, key: newKey() }
      return (await reviewer.phone.get(api.proposeDecision, input)).case.decisions[0]!.id
    },
    async decided(person, outcome) {
      const id = await world.claim(person)
      const [first, second] = [await world.person('reviewer'), await world.person('reviewer')]
      const body =
        outcome === 'approve'
          ? { decision: outcome, facts: { bills, stays: [], grade: null, diagnosedOn: null } }
          : { decision: outcome, clause: '酒后、无证、无牌上路', reasons: '事故认定书上写明是酒后骑车' }
      const proposed = await first.phone.get(api.proposeDecision, { params: { id }, body, key: newKey() })
      await second.phone.get(api.confirmDecision, {
        params: { id },
        body: { decisionId: proposed.case.decisions[0]!.id, outcome: 'confirm' },
        key: newKey(),
      })
      return id
    },
    async payout(person) {
      await world.verify(person)
      await world.consent(person, 'bank')
      await person.phone.get(api.putPayoutAccount, {
        body: { kind: 'bank', bank: '中国工商银行', cardNumber: cardOf(person) },
      })
      const claimId = await world.decided(person, 'approve')
      // Not by the list, which holds 200.
      const { rows } = await server.database.query<{ id: string }>(
        { name: 'world.payout', text: 'SELECT id FROM aid_payout WHERE claim_id = $1' },
        [claimId],
      )
      return rows[0]!.id
    },
    async collectable(person) {
      await world.verify(person)
      await world.consent(person, 'bank')
      await person.phone.get(api.putPayoutAccount, { body: { kind: 'wechat' } })
      return world.decided(person, 'approve')
    },
    async offered(person) {
      const id = await world.collectable(person)
      await person.phone.get(api.collectPayout, { params: { id } })
      return id
    },
    async returned(person) {
      const payoutId = await world.payout(person)
      const { phone } = await world.person('reviewer')
      const { id } = (await phone.get(api.makePayoutBatch, { body: {}, key: newKey() })).batch
      const { csv } = await phone.get(api.getPayoutFile, { params: { id } })
      const filled = csv.replaceAll(/,,\r\n/g, ',失败,户名不符\r\n')
      await phone.get(api.importPayoutResults, { params: { id }, body: { csv: filled } })
      return payoutId
    },
    async batch(person) {
      await world.payout(person)
      const { phone } = await world.person('reviewer')
      return (await phone.get(api.makePayoutBatch, { body: {}, key: newKey() })).batch.id
    },
  }
  return world
}

/** Valid by its check digit, and of region 99, which is nobody's. */
function idNumberOf(n: number): string {
  const first = `99${String(Math.floor(n / 1000)).padStart(4, '0')}19900101${String(n % 1000).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first[i]), 0)
  return `${first}${'10X98765432'[sum % 11] as string}`
}
