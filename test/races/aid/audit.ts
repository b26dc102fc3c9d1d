import { expectClaimsSound, expectPaidOnce } from './audit-claims'
import { GIFT_BUDGET, Violation, type PolicyBook, type World } from './world'

interface Sums {
  unpaid: number
  twice: number
  unbalanced: number
  misentered: number
  stray: number
  paid: number
  covered: number
  refunds: number
  left: number
  granted: number
  open: number
  unfinished: number
  policies:
    | readonly { id: string; order: string; account: string; from: string; to: string; cancelled: boolean }[]
    | null
}

/** All in one statement, so that it is of one moment. */
const sums = `SELECT
  (SELECT coalesce(sum(amount_fen), 0)::int FROM aid_payment) AS paid,
  (SELECT coalesce(sum(o.own_fen), 0)::int FROM aid_policy y JOIN aid_order o ON o.id = y.order_id
    WHERE y.cancelled_at IS NULL) AS covered,
  (SELECT coalesce(sum(amount_fen), 0)::int FROM aid_refund) AS refunds,
  (SELECT count(*)::int FROM aid_policy y JOIN aid_order o ON o.id = y.order_id WHERE o.own_fen > 0
    AND NOT EXISTS (SELECT FROM aid_payment m WHERE m.order_id = o.id AND m.amount_fen = o.own_fen)) AS unpaid,
  (SELECT count(*)::int FROM aid_policy a JOIN aid_policy b ON a.worker_id = b.worker_id AND a.plan_id = b.plan_id
    AND a.id < b.id AND a.in_force_from < b.in_force_to AND b.in_force_from < a.in_force_to
    WHERE a.cancelled_at IS NULL AND b.cancelled_at IS NULL) AS twice,
  (SELECT count(*)::int FROM (SELECT o.id, coalesce((SELECT sum(amount_fen) FROM ledger WHERE subject_id = o.id), 0)
      - coalesce((SELECT sum(r.amount_fen) FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
        WHERE m.order_id = o.id AND r.state <> 'done'), 0) AS off FROM aid_order o) sums WHERE off <> 0) AS unbalanced,
  (SELECT count(*)::int FROM (
    SELECT o.id, l.kind, sum(l.quantity) AS quantity, sum(l.amount_fen) AS fen FROM aid_order o JOIN ledger l ON l.subject_id = o.id
      GROUP BY 1, 2
    EXCEPT (SELECT order_id, 'payment', 0, sum(amount_fen) FROM aid_payment GROUP BY 1
      UNION ALL SELECT m.order_id, 'refund', 0, -sum(r.amount_fen) FROM aid_refund r JOIN aid_payment m ON m.id = r.payment_id
        WHERE r.state = 'done' GROUP BY 1
      UNION ALL SELECT o.id, 'policy', 1, -o.price_fen FROM aid_policy y JOIN aid_order o ON o.id = y.order_id
      UNION ALL SELECT o.id, 'subsidy', 0, CASE WHEN y.cancelled_at IS NULL THEN o.subsidy_fen ELSE 0 END
        FROM aid_policy y JOIN aid_order o ON o.id = y.order_id
      UNION ALL SELECT o.id, 'cancelled', -1, o.price_fen FROM aid_policy y JOIN aid_order o ON o.id = y.order_id
        WHERE y.cancelled_at IS NOT NULL)) wrong) AS misentered,
  (SELECT count(*)::int FROM aid_order o WHERE (state = 'paid') <> EXISTS (SELECT FROM aid_policy y
    WHERE y.order_id = o.id AND y.cancelled_at IS NULL)) AS stray,
  (SELECT left_fen::int FROM aid_subsidy WHERE title = '赠送') AS left,
  (SELECT coalesce(sum(o.subsidy_fen), 0)::int FROM aid_order o JOIN aid_subsidy s ON s.id = o.subsidy_id
    WHERE s.title = '赠送' AND o.state IN ('awaiting-payment', 'paid')) AS granted,
  (SELECT count(*)::int FROM aid_order WHERE state = 'awaiting-payment') AS open,
  (SELECT count(*)::int FROM aid_refund WHERE state <> 'done') AS unfinished,
  (SELECT json_agg(json_build_object('id', y.id, 'order', y.order_id, 'account', y.worker_id, 'from', in_force_from, 'to', in_force_to,
    'cancelled', cancelled_at IS NOT NULL) ORDER BY y.id) FROM aid_policy y) AS policies`

/** Reads the sums, and throws a Violation where they are not what they must be at any moment. */
export async function expectSound(world: World): Promise<Sums> {
  if (world.wrong !== undefined) throw world.wrong
  const [it] = await world.query<Sums>(sums)
  if (!it) throw new Error('No sums')
  const must = (holds: boolean, what: string) => {
    if (!holds) throw new Violation(`${what}: ${JSON.stringify({ ...it, policies: undefined })}`)
  }
  must(it.unpaid === 0, 'A policy without payment or gift')
  must(it.twice === 0, 'Two policies of an account at once')
  must(it.unbalanced === 0, 'A ledger that does not add up')
  must(it.misentered === 0, 'A ledger row of what did not happen')
  must(it.stray === 0, 'A paid order without cover, or cover without a paid order')
  must(it.paid === it.covered + it.refunds, 'Money that is neither cover nor on its way back')
  must(it.left + it.granted === GIFT_BUDGET, 'A budget that does not add up')
  must(it.paid <= sum(world.service.orders.values()), 'More money than the payment service took')
  notePolicies(world, it.policies ?? [])
  await expectClaimsSound(world)
  return it
}

const sum = (orders: Iterable<{ amount: number; paidAt: number | undefined }>): number =>
  [...orders].reduce((fen, it) => fen + (it.paidAt === undefined ? 0 : it.amount), 0)

/** A person has one at a time by whatever account; whose account it was is known when the policy is first seen. */
function notePolicies({ books }: World, policies: readonly PolicyBook[]): void {
  books.policies = policies
  const ends = new Map<number, { from: number; to: number; id: string }[]>()
  for (const { account, cancelled, from, id, order, to } of policies) {
    books.covering.set(order, id)
    if (!books.holders.has(id)) books.holders.set(id, books.accounts.find((it) => it.id === account)?.person)
    const person = books.holders.get(id)
    if (person === undefined) throw new Violation(`Policy ${id} is of nobody who is known`)
    if (cancelled) continue
    const term = { from: Date.parse(from), to: Date.parse(to), id }
    const others = ends.get(person) ?? []
    const twin = others.find((it) => it.from < term.to && term.from < it.to)
    if (twin) throw new Violation(`Two policies of a person at once: ${twin.id}, ${id}`)
    ends.set(person, [...others, term])
  }
}

const kept = `SELECT
  (SELECT count(*)::int FROM unnest($1::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM aid_order o WHERE o.id = id.id)) AS ordered,
  (SELECT count(*)::int FROM unnest($2::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM aid_policy y WHERE y.order_id = id.id)) AS paid,
  (SELECT count(*)::int FROM unnest($3::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM aid_policy y WHERE y.id = id.id
    AND y.cancelled_at IS NOT NULL)) AS cancelled,
  (SELECT count(*)::int FROM unnest($4::text[]) AS it WHERE NOT EXISTS (SELECT FROM aid_payment m
    WHERE m.provider_number = it)) AS notices,
  (SELECT count(*)::int FROM unnest($5::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM aid_claim c WHERE c.id = id.id)) AS filed,
  (SELECT count(*)::int FROM unnest($6::uuid[]) AS id WHERE NOT EXISTS (SELECT FROM aid_claim c WHERE c.id = id.id
    AND c.state = 'withdrawn')) AS withdrawn`

/** Whatever was answered with yes is there. */
async function expectKept({ books: { told }, query }: World): Promise<void> {
  const all = [told.ordered, told.paid, told.cancelled, told.notices, told.filed, told.withdrawn].map(
    (it) => [...it],
  )
  const [missing] = await query<Record<string, number>>(kept, all)
  const wrong = Object.entries(missing ?? {}).filter(([, n]) => n > 0)
  if (wrong.length > 0) throw new Violation(`Told yes, and not there: ${JSON.stringify(wrong)}`)
}

const MINUTES = 60_000

/** The payment service gets well again, and time passes: nothing stays open, and both sides' books say the same. */
export async function expectSettled(world: World): Promise<Sums> {
  const { service } = world
  world.losing.calls = 0
  service.mend()
  await world.quiet()
  let end = await expectSound(world)
  let differences: unknown
  // More than once or twice only where a busy machine did not answer in time.
  for (let round = 0; round < 8; round++) {
    world.now += 61 * MINUTES
    await world.run('overdue', round % 2)
    for (const { number } of service.refunds.values()) service.endRefund(number, 'SUCCESS')
    differences = await world.run('reconcile', (round + 1) % 2)
    end = await expectSound(world)
    if (end.open === 0 && end.unfinished === 0 && (differences as unknown[]).length === 0) break
  }
  if (end.open > 0 || end.unfinished > 0 || (differences as unknown[]).length > 0) {
    throw new Violation(`Not settled: ${JSON.stringify({ ...end, policies: undefined, differences })}`)
  }
  const came = sum(service.orders.values())
  const went = [...service.refunds.values()].reduce((fen, it) => fen + it.amount, 0)
  if (came - went !== end.covered) {
    throw new Violation(
      `The service kept ${came} - ${went} fen for us, and cover was given for ${end.covered}`,
    )
  }
  await expectKept(world)
  await expectPaidOnce(world)
  return end
}
