import fc from 'fast-check'
import { api, type Endpoint } from '@/contract'
import { noFacts } from '@/rules/benefit'
import { createTestApi, newKey, type Answer, type TestApi } from '../support/api'
import { data } from '../support/fixtures'
import { cardOf, createWorld, testPorts, type Person, type World } from './world'

/**
 * Claims, papers, decisions, bank files, results and withdrawals in any order, several at once, by three reviewers and a
 * member. Whatever happens: a claim is paid once at most, by two people, what it was approved for and never more than its
 * cover holds, and every payout that arrived is a row in the ledger. CLAIM_COMMANDS says how many commands are tried.
 */
const COMMANDS = Number(process.env.CLAIM_COMMANDS ?? 150)
const SUM_FEN = 500_000

const kinds = [
  'file',
  'take',
  'ask',
  'papers',
  'approve',
  'refuse',
  'confirm',
  'send-back',
  'object',
  'withdraw',
  'batch',
  'paid',
  'returned',
  'again',
] as const
interface Simple {
  do: (typeof kinds)[number]
  who: number
  which: number
  fen: number
}
const simple: fc.Arbitrary<Simple> = fc.record({
  do: fc.constantFrom(...kinds, 'file', 'approve', 'approve', 'confirm', 'confirm', 'batch', 'paid'),
  who: fc.nat(2),
  which: fc.nat(7),
  fen: fc.integer({ min: 250_000, max: 700_000 }),
})
const step = fc.array(simple, { minLength: 1, maxLength: 4 })

let server: TestApi
let world: World
let member: Person
let policyId: string
let reviewers: Person[]
let filed = 0

beforeAll(async () => {
  server = await createTestApi(data, { ports: testPorts() })
  world = createWorld(server)
  member = await world.person('worker')
  policyId = await world.covered(member)
  for (const purpose of ['health', 'bank'] as const) await world.consent(member, purpose)
  await member.phone.get(api.putPayoutAccount, {
    body: { kind: 'bank', bank: '中国工商银行', cardNumber: cardOf(member) },
  })
  reviewers = [await world.person('reviewer'), await world.person('reviewer'), await world.person('reviewer')]
})
afterAll(() => server.drop())

async function run(it: Simple): Promise<Answer<Endpoint> | undefined> {
  const reviewer = reviewers[it.who]!.phone
  const { claims } = await member.phone.get(api.listClaims, {})
  const id = claims[it.which % Math.max(1, claims.length)]?.id
  if (it.do === 'file') {
    // A day of its own for each, but for one in four, which comes twice.
    const day = filed % 4 === 3 ? filed - 1 : filed
    filed++
    const happenedAt = new Date(server.now - (day % 50) * 86_400_000 - 3_600_000).toISOString()
    const body = { kind: 'accident-treatment' as const, happenedAt, lateReason: '一直在住院' }
    return member.phone.ask(api.fileClaim, { params: { id: policyId }, body, key: newKey() })
  }
  if (it.do === 'batch') return reviewer.ask(api.makePayoutBatch, { body: {}, key: newKey() })
  if (it.do === 'paid' || it.do === 'returned') {
    const { batches } = await reviewer.get(api.listPayouts, { query: {} })
    const batch = batches[it.which % Math.max(1, batches.length)]
    if (!batch) return undefined
    const params = { id: batch.id }
    const { csv } = await reviewer.get(api.getPayoutFile, { params })
    const filled = csv.replaceAll(/,,\r\n/g, it.do === 'paid' ? ',成功,\r\n' : ',失败,户名不符\r\n')
    return reviewer.ask(api.importPayoutResults, { params, body: { csv: filled } })
  }
  if (it.do === 'again') {
    const { payouts } = await reviewer.get(api.listPayouts, { query: {} })
    const failed = payouts.find((one) => one.state === 'failed')
    return failed && reviewer.ask(api.retryPayout, { params: { id: failed.id } })
  }
  if (id === undefined) return undefined
  const params = { id }
  const key = newKey()
  switch (it.do) {
    case 'take':
      return reviewer.ask(api.takeCase, { params })
    case 'ask':
      return reviewer.ask(api.askForPapers, {
        params,
        body: { papers: [{ purpose: 'bill', text: '收费单' }] },
      })
    case 'papers': {
      const photoIds = [await world.photo(member)]
      return member.phone.ask(api.addPapers, { params, body: { photoIds, complete: true }, key })
    }
    case 'approve': {
      const bills = [{ issuedOn: '2026-11-23', amountFen: it.fen, otherPaidFen: 0 }]
      return reviewer.ask(api.proposeDecision, {
        params,
        body: { decision: 'approve', facts: { ...noFacts, bills } },
        key,
      })
    }
    case 'refuse':
      return reviewer.ask(api.proposeDecision, {
        params,
        body: { decision: 'refuse', clause: '酒后', reasons: '事故认定书上写明' },
        key,
      })
    case 'confirm':
    case 'send-back': {
      const found = await reviewer.ask(api.getCase, { params })
      const decisionId = found.reply?.case.decisions[0]?.id
      if (decisionId === undefined) return undefined
      return reviewer.ask(api.confirmDecision, {
        params,
        body: { decisionId, outcome: it.do, note: '再看一遍' },
        key,
      })
    }
    case 'object':
      return member.phone.ask(api.objectToRefusal, { params, body: { words: '不对' }, key })
    case 'withdraw':
      return member.phone.ask(api.withdrawClaim, { params })
  }
}

interface Found {
  state: string
  approved_fen: string | null
  amount_fen: string | null
  payout_state: string | null
  first_by: string | null
  second_by: string | null
  proposed_by: string | null
  confirmed_by: string | null
  kind: string | null
  rows: number
  entered: string
}

async function check(): Promise<void> {
  const claims =
    await server.asOwner<Found>(`SELECT c.state, c.approved_fen, o.amount_fen, o.state AS payout_state,
      o.first_by, o.second_by, d.proposed_by, d.second_by AS confirmed_by, d.kind,
      (SELECT count(*)::int FROM ledger WHERE kind = 'payout' AND subject_id = c.id) AS rows,
      (SELECT coalesce(-sum(amount_fen), 0) FROM ledger WHERE kind = 'payout' AND subject_id = c.id) AS entered
    FROM aid_claim c LEFT JOIN aid_payout o ON o.claim_id = c.id
      LEFT JOIN aid_decision d ON d.id = o.decision_id AND d.outcome = 'confirm'`)
  let approved = 0
  for (const it of claims) {
    const hasPayout = it.amount_fen !== null
    expect(hasPayout).toBe(it.state === 'approved' || it.state === 'paid')
    expect(it.approved_fen).toBe(it.amount_fen)
    approved += Number(it.approved_fen ?? 0)
    if (hasPayout) {
      expect([it.kind, it.first_by, it.second_by]).toEqual(['approve', it.proposed_by, it.confirmed_by])
      expect(it.first_by).not.toBe(it.second_by)
    }
    expect(it.state === 'paid').toBe(it.payout_state === 'done')
    expect([it.rows, Number(it.entered)]).toEqual(it.state === 'paid' ? [1, Number(it.amount_fen)] : [0, 0])
  }
  expect(approved).toBeLessThanOrEqual(SUM_FEN)
}

it('never pays twice, too much, or by one person alone', async () => {
  const seen = new Set<string>()
  const all = async (together: readonly Simple[]) => {
    for (const answer of await Promise.all(together.map(run))) {
      if (answer) seen.add(answer.problem?.code ?? `${answer.status}`)
      expect(answer?.status ?? 200).toBeLessThan(500)
    }
    await check()
  }
  const given = fc.sample(step, { numRuns: COMMANDS })
  // Several wait for a second person at once, more than the cover holds together.
  for (let which = 0; which < 6; which++) await run({ do: 'file', who: 0, which, fen: 0 })
  for (let which = 0; which < 6; which++) await run({ do: 'approve', who: which % 3, which, fen: 600_000 })
  // Each by all three at once: two may, whoever proposed it may not.
  for (let which = 0; which < 6; which++) {
    await all([0, 1, 2].map((who) => ({ do: 'confirm' as const, who, which, fen: 0 })))
  }
  for (const together of given) await all(together)
  // What is approved by now is paid, where chance has not seen to it.
  for (const what of ['again', 'batch'] as const) await all([{ do: what, who: 0, which: 0, fen: 0 }])
  for (let which = 0; which < 8; which++) await all([{ do: 'paid', who: 0, which, fen: 0 }])
  // It got somewhere: some were paid, and some were refused what they may not.
  const [paid] = await server.asOwner<{ count: number }>(
    `SELECT count(*)::int FROM aid_claim WHERE state = 'paid'`,
  )
  expect(paid!.count).toBeGreaterThan(0)
  for (const code of ['200', '201', 'case-closed', 'same-reviewer']) expect([...seen]).toContain(code)
})
