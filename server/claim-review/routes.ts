import { api, type CaseQueue } from '@/contract'
import { DAY } from '@/rules/shanghai'
import type { Context } from '../context'
import { giveFamilyCode } from '../aid-claims/family-codes'
import { addLook, looksBefore } from '../aid-claims/looks'
import { page } from '../http/page'
import { Refusal } from '../http/refusal'
import { Repeated, route, type App } from '../http/route'
import { askForPapers } from './ask-for-papers'
import { confirmDecision } from './confirm-decision'
import { proposeDecision } from './propose-decision'
import { countCases, overdueClaims, readCases, type CaseRow } from './queries'
import { requireCase } from './require-case'
import { revealIdentity } from './reveal-identity'
import { showCase, showCaseSummary } from './show-case'
import { releaseCase, takeCase } from './take-case'

const PAGE = 20

const orderedBy = (queue: CaseQueue, row: CaseRow) => (queue === 'closed' ? row.ended_at : row.due_at)

/** A place in a queue: when its case is due (or ended) and its id. */
const cursorOf = (queue: CaseQueue, row: CaseRow | undefined): string | null =>
  row ? `${orderedBy(queue, row)?.toISOString() ?? ''}_${row.id}` : null

function readCursor(text: string | undefined): { at: Date; id: string } | undefined {
  if (text === undefined) return undefined
  const [at = '', id = ''] = text.split('_')
  const date = new Date(at)
  if (Number.isNaN(date.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw new Refusal('invalid-input', { field: 'after' })
  }
  return { at: date, id }
}

/** What reviewers call, and admins about what they did. */
export function reviewRoutes(app: App, context: Context): void {
  const { clock, database } = context
  route(app, context, api.listCases, async ({ caller, query: { after, only, queue } }) => {
    const now = clock()
    const rows = await readCases(database, queue, readCursor(after), PAGE + 1, {
      heldBy: only === 'mine' ? caller.workerId : undefined,
      now: new Date(now),
      papersIn: only === 'papers-in',
    })
    const cases = rows.slice(0, PAGE)
    return {
      cases: cases.map((it) => showCaseSummary(it, caller, now)),
      next: rows.length > PAGE ? cursorOf(queue, cases.at(-1)) : null,
      counts: await countCases(database, new Date(now)),
    }
  })
  route(app, context, api.getCase, async ({ caller, params }) => {
    const row = await requireCase(database, caller, params.id)
    await addLook(context, caller, { what: 'case', claimId: row.id })
    return { case: await showCase(context, row, caller) }
  })
  route(app, context, api.takeCase, async ({ caller, params }) => ({
    case: await takeCase(context, caller, params.id),
  }))
  route(app, context, api.releaseCase, async ({ caller, params }) => ({
    case: await releaseCase(context, caller, params.id),
  }))
  route(app, context, api.revealIdentity, ({ body, caller, params }) =>
    revealIdentity(context, caller, params.id, body.reason),
  )
  route(app, context, api.askForPapers, async ({ body, caller, params }) => ({
    case: await askForPapers(context, caller, params.id, body),
  }))
  route(app, context, api.proposeDecision, async ({ body, caller, intent, params }) => {
    const made = await proposeDecision(context, caller, params.id, body, intent)
    return made instanceof Repeated ? new Repeated({ case: made.reply }) : { case: made }
  })
  route(app, context, api.confirmDecision, async ({ body, caller, intent, params }) => {
    const made = await confirmDecision(context, caller, params.id, body, intent)
    return { case: made instanceof Repeated ? made.reply : made }
  })
  route(app, context, api.giveFamilyCode, ({ body, caller }) => giveFamilyCode(context, caller, body))
  route(app, context, api.listClaimLooks, async ({ query }) => {
    const { items, next } = await page((limit) => looksBefore(database, query.claim, query.after, limit))
    return {
      looks: items.map((it) => ({
        id: it.id,
        at: it.at.toISOString(),
        by: it.by_name ?? '已注销',
        what: it.what,
        claimNumber: it.claim_number,
        reason: it.reason,
      })),
      next,
    }
  })
  route(app, context, api.listOverdueClaims, async () => {
    const now = clock()
    return {
      overdue: (await overdueClaims(database, new Date(now))).map((it) => ({
        number: it.number,
        state: it.state,
        dueAt: it.due_at.toISOString(),
        daysLate: Math.floor((now - it.due_at.getTime()) / DAY),
        heldBy: it.held_by,
      })),
    }
  })
}
