import type { Arena } from './arena'

/** What was answered under one key, by whichever process. */
export interface Told {
  readonly key: string
  readonly workerId: string
  readonly campaignId: string
  /** Of vouchers or entries: all that a yes ever named. */
  readonly ids: Set<string>
  /** A no was heard too. */
  refused: boolean
}

export interface AuditedCampaign {
  readonly id: string
  /** At each station, of each kind. */
  readonly received: number
  readonly comesBack: boolean
}

interface ClaimRow {
  worker_id: string
  key: string
  voucher_id: string | null
  entry_id: string | null
  campaign_id: string
}

interface VoucherRow {
  id: string
  worker_id: string
  state: string
  campaign_id: string
  period: string
  stock: string
}

interface EnteredRow {
  id: string
  claimed: number
  returned: number
}

const claimRows = `SELECT worker_id, idempotency_key AS key, voucher_id, entry_id, campaign_id FROM claim
  WHERE campaign_id = ANY($1)`
const stockOf = (alias: string) =>
  `concat_ws(' ', ${alias}.campaign_id, ${alias}.station_id, ${alias}.variant, ${alias}.period)`
const voucherRows = `SELECT id, worker_id, state, campaign_id, period, ${stockOf('voucher')} AS stock FROM voucher
  WHERE campaign_id = ANY($1)`
const enteredRows = `SELECT subject_id AS id, coalesce(sum(quantity) FILTER (WHERE kind = 'claimed'), 0)::integer AS claimed,
    coalesce(sum(quantity) FILTER (WHERE kind = 'returned'), 0)::integer AS returned
  FROM ledger WHERE campaign_id = ANY($1) AND subject_id IS NOT NULL GROUP BY 1`
const stockRows = `SELECT ${stockOf('s')} AS stock, s.campaign_id, left_count AS left FROM campaign_stock s
  WHERE campaign_id = ANY($1)`

/**
 * Holds all that was told against what is there: every yes is in the database once, no no is, nobody has two, and the sums
 * are those of the stock. Returns what is wrong.
 * @param returned vouchers whose return was confirmed.
 */
export async function auditClaims(
  { read }: Arena,
  campaigns: readonly AuditedCampaign[],
  told: readonly Told[],
  returned: ReadonlySet<string>,
): Promise<string[]> {
  const ids = [campaigns.map((it) => it.id)]
  const claims = await read<ClaimRow>(claimRows, ids)
  const vouchers = await read<VoucherRow>(voucherRows, ids)
  const entered = new Map((await read<EnteredRow>(enteredRows, ids)).map((it) => [it.id, it]))
  const stocks = await read<{ stock: string; campaign_id: string; left: number }>(stockRows, ids)
  return [
    ...wrongAnswers(campaigns, told, claims),
    ...wrongReturns(vouchers, returned),
    ...wrongRows(claims, vouchers, entered),
    ...wrongSums(campaigns, vouchers, stocks),
  ]
}

function wrongAnswers(
  campaigns: readonly AuditedCampaign[],
  told: readonly Told[],
  claims: readonly ClaimRow[],
): string[] {
  const wrong: string[] = []
  const written = new Map(claims.map((it) => [`${it.worker_id} ${it.key}`, it.voucher_id ?? it.entry_id]))
  const permanent = new Set(campaigns.filter((it) => !it.comesBack).map((it) => it.id))
  for (const { campaignId, ids: yes, key, refused, workerId } of told) {
    const id = written.get(`${workerId} ${key}`)
    written.delete(`${workerId} ${key}`)
    if (yes.size > 1) wrong.push(`${key}: ${yes.size} different things under one key`)
    if (yes.size === 0 && id) wrong.push(`${key}: told no, and ${id} is there`)
    if (yes.size > 0 && !(id && yes.has(id))) wrong.push(`${key}: told yes, and ${id ?? 'nothing'} is there`)
    if (yes.size > 0 && refused && permanent.has(campaignId)) wrong.push(`${key}: told yes and no`)
  }
  for (const key of written.keys()) wrong.push(`${key}: nobody asked for it`)
  return wrong
}

function wrongReturns(vouchers: readonly VoucherRow[], returned: ReadonlySet<string>): string[] {
  const gone = new Set(vouchers.filter((it) => it.state === 'returned').map((it) => it.id))
  return [
    ...[...returned]
      .filter((id) => !gone.has(id))
      .map((id) => `${id}: told that it is given back, and it is not`),
    ...[...gone].filter((id) => !returned.has(id)).map((id) => `${id}: given back, and nobody was told`),
  ]
}

/** Claim, voucher and ledger belong together, and nobody holds two. */
function wrongRows(
  claims: readonly ClaimRow[],
  vouchers: readonly VoucherRow[],
  entered: ReadonlyMap<string, EnteredRow>,
): string[] {
  const wrong: string[] = []
  const holders = new Map(claims.map((it) => [it.voucher_id, it.worker_id]))
  const known = new Set(vouchers.map((it) => it.id))
  const held = new Map<string, number>()
  const count = (key: string) => {
    held.set(key, (held.get(key) ?? 0) + 1)
    if (held.get(key) === 2) wrong.push(key)
  }
  for (const { campaign_id, id, period, state, worker_id } of vouchers) {
    const back = state === 'returned' ? 1 : 0
    const { claimed = 0, returned = 0 } = entered.get(id) ?? {}
    if (holders.get(id) !== worker_id) wrong.push(`voucher ${id} has no claim`)
    if (claimed !== 1) wrong.push(`voucher ${id} is entered ${claimed} times`)
    if (returned !== back) wrong.push(`voucher ${id} is ${state} and entered as returned ${returned} times`)
    if (!back) count(`worker ${worker_id} holds two of ${campaign_id} ${period}`)
  }
  for (const { campaign_id, entry_id, key, voucher_id, worker_id } of claims) {
    if (voucher_id !== null && !known.has(voucher_id)) wrong.push(`claim ${key} has no voucher`)
    if (entry_id !== null) count(`worker ${worker_id} is twice in the draw ${campaign_id}`)
  }
  for (const id of entered.keys())
    if (!known.has(id)) wrong.push(`the ledger has a voucher ${id} that is not there`)
  return wrong
}

function wrongSums(
  campaigns: readonly AuditedCampaign[],
  vouchers: readonly VoucherRow[],
  stocks: readonly { stock: string; campaign_id: string; left: number }[],
): string[] {
  const given = new Map<string, number>()
  for (const { state, stock } of vouchers) {
    if (state !== 'returned') given.set(stock, (given.get(stock) ?? 0) + 1)
  }
  const received = new Map(campaigns.map((it) => [it.id, it.received]))
  return stocks.flatMap(({ campaign_id, left, stock }) => {
    const all = received.get(campaign_id)
    const gone = given.get(stock) ?? 0
    return left >= 0 && left + gone === all
      ? []
      : [`of ${all} of ${stock} ${left} are left and ${gone} given`]
  })
}
