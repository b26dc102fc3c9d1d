import { randomUUID } from 'node:crypto'
import type { api, ClaimFacts, ReplyOf } from '@/contract'
import { dateText, dayOf } from '@/rules/shanghai'
import { noFacts } from '@/rules/benefit'
import { REVIEWERS, Violation, type Books, type ClaimBook, type PolicyBook, type World } from './world'
import type { ClaimCommand } from './claim-command'

const pick = <T>(all: readonly T[], which: number): T | undefined => all[which % Math.max(all.length, 1)]

/** Those that cover an account now, or would had they not been taken back. */
const policiesOf = ({ accounts, policies }: Books, who: number, now: number): PolicyBook[] =>
  policies.filter(
    (it) => it.account === accounts[who]?.id && Date.parse(it.from) <= now && now < Date.parse(it.to),
  )

/** Whether there is anything for it to be done to. */
export function claimFits({ books, now, service }: World, it: ClaimCommand): boolean {
  switch (it.do) {
    case 'file':
    case 'settle':
      return policiesOf(books, it.who, now).length > 0
    case 'account':
      return true
    case 'batch':
    case 'retry':
      return books.claims.length > 0
    case 'bank':
      return books.batches.length > 0
    case 'pocket':
    case 'spoil':
    case 'tell-transfer':
      return service.transfers.bills.size > 0
    default:
      return books.claims.length > 0
  }
}

const DAYS = 86_400_000
const factsOf = (now: number, amountFen: number): ClaimFacts => ({
  ...noFacts,
  bills: [{ issuedOn: dateText(dayOf(now)), amountFen, otherPaidFen: 0 }],
})

export async function doClaim(world: World, it: ClaimCommand): Promise<void> {
  const { ask, books, now, query } = world
  const post = (path: string, who: number, body: object, key: string | undefined = randomUUID()) =>
    ask({ method: 'POST', path, who, key, body }, it.by)
  if (it.do === 'file') {
    const policy = pick(policiesOf(books, it.who, now), it.daysAgo)
    if (!policy) return
    const body = {
      kind: 'accident-treatment',
      happenedAt: new Date(now - it.daysAgo * DAYS - 60_000).toISOString(),
      facts: factsOf(now, it.fen),
      words: '送餐路上摔了',
      lateReason: '住院了',
    }
    const { reply } = await post(`/v1/aid/policies/${policy.id}/claims`, it.who, body)
    if (reply) noteClaim(world, it.who, (reply as ReplyOf<typeof api.fileClaim>).claim)
    return
  }
  if (it.do === 'settle') {
    const before = books.claims.length
    await doClaim(world, { ...it, do: 'file', daysAgo: 0 })
    const claim = { ...it, which: before }
    if (books.claims[before] === undefined) return
    await doClaim(world, { ...claim, do: 'propose', approves: true })
    await doClaim(world, {
      ...claim,
      do: 'confirm',
      judge: (it.judge + 1) % REVIEWERS.length,
      sendsBack: false,
      by: 1 - it.by,
    })
    return
  }
  if (it.do === 'account') {
    const path = '/v1/me/payout-account'
    const body =
      it.to === 'wechat'
        ? { kind: 'wechat' }
        : { kind: 'bank', bank: '中国工商银行', cardNumber: '6222020200112233446' }
    await (it.to === 'nowhere'
      ? ask({ method: 'DELETE', path, who: it.who }, it.by)
      : ask({ method: 'PUT', path, who: it.who, body }, it.by))
    return
  }
  if (it.do === 'batch') {
    const { reply } = await post('/v1/review/payout-batches', judgeOf(it.judge), {})
    if (reply) books.batches.push((reply as ReplyOf<typeof api.makePayoutBatch>).batch.id)
    return
  }
  if (it.do === 'bank') return bank(world, it)
  if (it.do === 'pocket' || it.do === 'spoil' || it.do === 'tell-transfer') return inWechat(world, it)
  if (it.do === 'retry') {
    const [failed] = await query<{ id: string }>(
      `SELECT id FROM aid_payout WHERE state = 'failed' ORDER BY id OFFSET $1 % greatest(1,
        (SELECT count(*) FROM aid_payout WHERE state = 'failed')) LIMIT 1`,
      [it.which],
    )
    if (failed) await post(`/v1/review/payouts/${failed.id}/retry`, judgeOf(it.judge), {})
    return
  }
  const claim = pick(books.claims, it.which)
  if (!claim) return
  const path = `/v1/aid/claims/${claim.id}`
  const casePath = `/v1/review/claims/${claim.id}`
  switch (it.do) {
    case 'collect': {
      const offered = (by: number) =>
        ask({ method: 'POST', path: `${path}/collection`, who: claim.filer }, by)
      await Promise.all(it.twice ? [offered(it.by), offered(1 - it.by)] : [offered(it.by)])
      break
    }
    case 'withdraw': {
      const { reply } = await post(`${path}/withdraw`, claim.filer, {})
      if (reply) books.told.withdrawn.add(claim.id)
      break
    }
    case 'add-papers':
      await post(`${path}/papers`, claim.filer, { words: '补的', complete: true })
      break
    case 'object':
      await post(`${path}/objections`, claim.filer, { words: '不是酒后' })
      break
    case 'take':
      await post(`${casePath}/take`, judgeOf(it.judge), {})
      break
    case 'ask':
      await post(`${casePath}/papers`, judgeOf(it.judge), { papers: [{ purpose: 'bill', text: '收费单' }] })
      break
    case 'propose': {
      const body = it.approves
        ? { decision: 'approve', facts: factsOf(claim.filedAt, it.fen) }
        : { decision: 'refuse', clause: '酒后、无证、无牌上路', reasons: '事故认定书上写明是酒后骑车' }
      const { reply } = await post(`${casePath}/decisions`, judgeOf(it.judge), body)
      const made = (reply as ReplyOf<typeof api.proposeDecision> | undefined)?.case.decisions ?? []
      // Perhaps another one has been proposed since: they came after this.
      for (const { id } of made) if (!books.proposed.has(id)) books.proposed.set(id, it.approves ? it.fen : 0)
      break
    }
    case 'confirm': {
      const [open] = await query<{ id: string }>(
        'SELECT id FROM aid_decision WHERE claim_id = $1 AND outcome IS NULL',
        [claim.id],
      )
      const outcome = it.sendsBack ? 'send-back' : 'confirm'
      // Where none is open: the last one, which somebody read before it was decided.
      const [last] = open
        ? [open]
        : await query<{ id: string }>(
            'SELECT id FROM aid_decision WHERE claim_id = $1 ORDER BY id DESC LIMIT 1',
            [claim.id],
          )
      if (!last) break
      const body = { decisionId: last.id, outcome, ...(it.sendsBack && { note: '再看看' }) }
      await post(`${casePath}/confirmations`, judgeOf(it.judge), body)
    }
  }
}

const judgeOf = (judge: number): number => REVIEWERS[judge] as number

function noteClaim(
  { books, now }: World,
  filer: number,
  { id, number }: { id: string; number: string },
): void {
  if (books.claims.some((it) => it.id === id)) return
  books.claims.push({ id, number, filer, filedAt: now } satisfies ClaimBook)
  books.told.filed.add(id)
}

/**
 * The bank does what a file says, and tells: what it has paid it has paid, and pays nothing twice in one file. Two reviewers
 * bring the same answer at once.
 */
async function bank({ ask, books }: World, it: Extract<ClaimCommand, { do: 'bank' }>): Promise<void> {
  const batchId = pick(books.batches, it.which)
  if (batchId === undefined) return
  const path = `/v1/review/payout-batches/${batchId}`
  let said = books.bank.said.get(batchId)
  if (said === undefined) {
    const { reply } = await ask({ method: 'GET', path: `${path}/file`, who: judgeOf(it.judge) }, it.by)
    if (!reply) return
    const { csv } = reply as ReplyOf<typeof api.getPayoutFile>
    said = books.bank.said.get(batchId)
    // Somebody else carried it there meanwhile.
    if (said === undefined) {
      said = csv.replaceAll(/,,\r\n/g, it.fails ? ',失败,户名不符\r\n' : ',成功,\r\n')
      books.bank.said.set(batchId, said)
      for (const [, number = '', yuan] of csv.matchAll(/^(LP[\d-]+),.*,([\d.]+),,$/gm)) {
        if (it.fails) continue
        if (books.bank.paid.has(number)) throw new Violation(`The bank was told to pay ${number} twice`)
        books.bank.paid.set(number, Math.round(Number(yuan) * 100))
      }
    }
  }
  const csv = said
  await Promise.all(
    [it.by, 1 - it.by].map((by, i) =>
      ask(
        {
          method: 'POST',
          path: `${path}/results`,
          who: judgeOf((it.judge + i) % REVIEWERS.length),
          body: { csv },
        },
        by,
      ),
    ),
  )
}

/** What the member does on WeChat's page, and WeChat with a bill; and that it tells. */
async function inWechat(
  world: World,
  it: Extract<ClaimCommand, { do: 'pocket' | 'spoil' | 'tell-transfer' }>,
): Promise<void> {
  const { service } = world
  const { bills } = service.transfers
  const ended = (state: string) => ['SUCCESS', 'FAIL', 'CANCELLED'].includes(state)
  const all = [...bills.values()].filter(({ state }) => ended(state) === (it.do === 'tell-transfer'))
  const number = pick(all, it.which)?.number
  if (number === undefined) return
  if (it.do === 'pocket') service.transfers.confirm(number)
  if (it.do === 'spoil') service.transfers.fail(number, 'ACCOUNT_FROZEN')
  if (!ended(bills.get(number)?.state ?? '')) return
  const times = it.do === 'pocket' ? it.times : 1
  await Promise.all(Array.from({ length: times }, (_, i) => tellTransfer(world, number, (it.by + i) % 2)))
}

/** WeChat tells how a bill ended, which must be taken whenever it comes. */
export async function tellTransfer({ ask, service }: World, number: string, by: number): Promise<void> {
  const raw = service.transferNotice(number, {}, 'public-key')
  const { code } = await ask({ method: 'POST', path: '/v1/payouts/wechat/notices', raw }, by)
  if (code !== undefined) throw new Violation(`A notice of a transfer was answered ${code}`)
}
