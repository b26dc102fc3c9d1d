import { benefitOf, noFacts } from '@/rules/benefit'
import { plan } from '../../support/fixtures'
import { Violation, type World } from './world'

interface ClaimSums {
  alone: number
  undecided: number
  loose: number
  unpaid: number
  misentered: number
  uncovered: number
  paidFen: readonly { policy: string; fen: number }[] | null
  payouts: readonly { number: string; decision: string; fen: number; done: boolean; member: string }[] | null
}

const sums = `SELECT
  (SELECT count(*)::int FROM aid_payout o JOIN aid_claim c ON c.id = o.claim_id WHERE o.first_by = o.second_by
    OR o.first_by IN (c.worker_id, c.filer_id) OR o.second_by IN (c.worker_id, c.filer_id)) AS alone,
  (SELECT count(*)::int FROM aid_payout o WHERE NOT EXISTS (SELECT FROM aid_decision d WHERE d.id = o.decision_id
    AND d.claim_id = o.claim_id AND d.kind = 'approve' AND d.outcome = 'confirm' AND d.amount_fen = o.amount_fen
    AND d.proposed_by = o.first_by AND d.second_by = o.second_by)) AS undecided,
  (SELECT count(*)::int FROM aid_claim c WHERE (c.state IN ('approved', 'paid'))
    <> ((SELECT count(*) FROM aid_payout o WHERE o.claim_id = c.id AND o.amount_fen = c.approved_fen) = 1)) AS loose,
  (SELECT count(*)::int FROM aid_claim c JOIN aid_payout o ON o.claim_id = c.id
    WHERE (c.state = 'paid') <> (o.state = 'done')) AS unpaid,
  (SELECT count(*)::int FROM aid_claim c WHERE coalesce((SELECT sum(amount_fen) FROM ledger WHERE subject_id = c.id), 0)
    <> coalesce((SELECT -sum(o.amount_fen) FROM aid_payout o WHERE o.claim_id = c.id AND o.state = 'done'), 0)) AS misentered,
  (SELECT count(*)::int FROM aid_claim c JOIN aid_policy y ON y.id = c.policy_id
    WHERE c.state IN ('approved', 'paid') AND y.cancelled_at IS NOT NULL) AS uncovered,
  (SELECT json_agg(json_build_object('policy', policy_id, 'fen', fen)) FROM (SELECT policy_id, sum(approved_fen)::int AS fen
    FROM aid_claim WHERE approved_fen IS NOT NULL GROUP BY 1) it) AS "paidFen",
  (SELECT json_agg(json_build_object('number', c.number, 'decision', o.decision_id, 'fen', o.amount_fen,
    'done', o.state = 'done', 'member', c.worker_id)) FROM aid_payout o JOIN aid_claim c ON c.id = o.claim_id) AS payouts`

const line = plan.covers.find((it) => it.kind === 'accident-treatment')

/** What a bill comes to where nothing was paid before. */
const benefitOfBill = (amountFen: number): number =>
  benefitOf({
    kind: 'accident-treatment',
    happenedAt: Date.parse('2026-12-01'),
    facts: { ...noFacts, bills: [{ issuedOn: '2026-12-01', amountFen, otherPaidFen: 0 }] },
    covers: plan.covers,
    coverFrom: 0,
    used: {},
  }).totalFen

/** Paid once at most, never above the benefit, never without two people who have nothing to do with it. */
export async function expectClaimsSound({ books, query, service }: World): Promise<void> {
  const [it] = await query<ClaimSums>(sums)
  if (!it) throw new Error('No sums')
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Violation(`${what}: ${JSON.stringify(it)}`)
  }
  must(it.alone === 0, 'A payout without two people who have nothing to do with it')
  must(it.undecided === 0, 'A payout of what two people did not decide')
  must(it.loose === 0, 'A claim that is approved without a payout, or paid out without being approved')
  must(it.unpaid === 0, 'A paid claim without the money, or the other way round')
  must(it.misentered === 0, 'A ledger that does not say what was paid out')
  must(it.uncovered === 0, 'A benefit of a policy that was taken back')
  must(
    (it.paidFen ?? []).every(({ fen }) => fen <= (line?.sumFen ?? 0)),
    'A policy that paid more than its sum',
  )
  const bills = [...service.transfers.bills.values()]
  for (const { decision, done, fen, member, number } of it.payouts ?? []) {
    const bill = books.proposed.get(decision)
    must(bill !== undefined && fen <= benefitOfBill(bill), `Claim ${number} was approved above its benefit`)
    const own = bills.filter((one) => one.remark.endsWith(number))
    const account = books.accounts.findIndex(({ id }) => id === member)
    must(
      own.every((one) => one.amount === fen && one.openid.endsWith(`-${account}`)),
      `Claim ${number} was offered to somebody else, or by another amount`,
    )
    const open = own.filter((one) => one.state === 'ACCEPTED' || one.state === 'WAIT_USER_CONFIRM')
    must(open.length <= 1, `Claim ${number} is offered twice`)
    const paid = own.filter((one) => one.state === 'SUCCESS').map((one) => one.amount)
    const byBank = books.bank.paid.get(number)
    const came = byBank === undefined ? paid : [...paid, byBank]
    must(came.length <= 1, `Claim ${number} was paid ${came.length} times`)
    must(!done || came[0] === fen, `Claim ${number} is paid, and neither bank nor WeChat did it`)
  }
  const known = new Set((it.payouts ?? []).map(({ number }) => number))
  must(
    bills.every((one) => known.has(one.remark.slice(4))),
    'A transfer of what two people did not decide',
  )
}

/** Whatever the bank or WeChat paid is paid here too. */
export async function expectPaidOnce({ books, query, service }: World): Promise<void> {
  const done = await query<{ number: string }>(
    `SELECT c.number FROM aid_payout o JOIN aid_claim c ON c.id = o.claim_id WHERE o.state = 'done'`,
  )
  const known = new Set(done.map((it) => it.number))
  const taken = [...service.transfers.bills.values()].filter((it) => it.state === 'SUCCESS')
  const paid = [...books.bank.paid.keys(), ...taken.map((it) => it.remark.slice(4))]
  const missing = paid.filter((number) => !known.has(number))
  if (missing.length > 0) throw new Violation(`${missing.join(', ')} is paid, and nobody knows`)
}
