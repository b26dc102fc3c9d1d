import * as z from 'zod/mini'
import { coverLine } from './aid'
import { benefit, claimFacts, claimKind, claimState, payoutState, toldFacts } from './aid-claims'
import { endpoint } from './endpoint'
import { count, fen, idParams, timestamp, uuid } from './shapes'
import { photo, photoPurpose } from './uploads'

/**
 * Aid claims as reviewers see them. Two people decide each: one proposes, another confirms or sends back. Nobody decides
 * his own case, nor one that he filed or gave the code for.
 */

/** Where in the desk a case lies. */
export const caseQueue = z.enum([
  /** Submitted, reviewing, objected to: a first decision is due. */
  'review',
  /** Proposed: a second person's word is due. */
  'confirm',
  /** The member's papers are due. */
  'papers',
  /** Paid, refused for good, withdrawn: newest first. */
  'closed',
])
export type CaseQueue = z.output<typeof caseQueue>

/** Who works on a case now; the others see it, and can take it once he let go or `until` is over. */
const holding = z.object({ name: z.string(), mine: z.boolean(), until: timestamp })

export const caseSummary = z
  .object({
    id: uuid,
    number: z.string(),
    kind: claimKind,
    state: claimState,
    planTitle: z.string(),
    /** Masked. */
    holder: z.string(),
    submittedAt: timestamp,
    happenedAt: timestamp,
    dueAt: z.nullable(timestamp),
    overdue: z.boolean(),
    /** Whether the member objected to a refusal. */
    objected: z.boolean(),
    late: z.boolean(),
    byRelative: z.boolean(),
    /** Papers were asked for, and whoever filed it says that they are in. */
    papersIn: z.boolean(),
    photos: count,
    heldBy: z.nullable(holding),
    /** Why the caller may not decide it; null where he may. */
    barred: z.nullable(z.enum(['own-case', 'relative-case', 'same-reviewer'])),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'CaseSummary' })
export type CaseSummary = z.output<typeof caseSummary>

/** One word of a reviewer on a case. */
export const caseDecision = z
  .object({
    id: uuid,
    at: timestamp,
    /** Who said it, masked. */
    by: z.string(),
    mine: z.boolean(),
    kind: z.enum(['approve', 'refuse']),
    /** Where approved. */
    benefit: z.nullable(benefit),
    /** Where refused: by which clause of the plan, and why in words for the member. */
    clause: z.nullable(z.string()),
    reasons: z.nullable(z.string()),
    /** For colleagues. */
    note: z.nullable(z.string()),
    /** The second person's. */
    second: z.nullable(
      z.object({
        at: timestamp,
        by: z.string(),
        mine: z.boolean(),
        outcome: z.enum(['confirm', 'send-back']),
        note: z.nullable(z.string()),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'CaseDecision' })
export type CaseDecision = z.output<typeof caseDecision>

export const reviewCase = z
  .extend(caseSummary, {
    where: z.string(),
    words: z.string(),
    lateReason: z.nullable(z.string()),
    /** WeChat has not cleared its texts yet, so they are empty here. */
    textHeld: z.boolean(),
    facts: claimFacts,
    /** None once the case is closed. */
    papers: z.array(photo),
    asked: z.array(
      z.object({
        id: uuid,
        purpose: photoPurpose,
        text: z.string(),
        askedAt: timestamp,
        given: z.boolean(),
      }),
    ),
    steps: z.array(z.object({ state: claimState, at: timestamp, note: z.nullable(z.string()) })),
    objections: z.array(z.object({ at: timestamp, words: z.string() })),
    /** Newest first. */
    decisions: z.array(caseDecision),
    /** The cover it is under. */
    policy: z.object({
      number: z.string(),
      inForceFrom: timestamp,
      inForceTo: timestamp,
      covers: z.array(coverLine),
      exclusions: z.array(z.string()),
      /** Paid or approved already under it, by the lines' kinds: what is left is the sum less this. */
      usedFen: z.array(z.object({ kind: claimKind, fen })),
    }),
    /** Other claims under the same policy. */
    others: z.array(
      z.object({
        id: uuid,
        number: z.string(),
        kind: claimKind,
        state: claimState,
        happenedAt: timestamp,
        amountFen: z.nullable(fen),
      }),
    ),
    payout: z.nullable(
      z.object({
        amountFen: fen,
        state: payoutState,
        paidAt: z.nullable(timestamp),
        fault: z.nullable(z.string()),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'ReviewCase' })
export type ReviewCase = z.output<typeof reviewCase>

const note = z.optional(z.string().check(z.maxLength(300)))
/** Whatever is done to a case may find that it is nobody's business of the caller, or that another works on it. */
const barred = ['not-found', 'own-case', 'relative-case', 'case-taken', 'case-closed'] as const
const caseReply = z.object({ case: reviewCase })

export const listCases = endpoint({
  method: 'GET',
  path: '/v1/review/claims',
  summary: 'Cases of one queue in pages of 20, what is due first on top, so what is overdue before all else.',
  auth: 'reviewer',
  query: z.object({
    queue: z._default(caseQueue, 'review'),
    /** mine: only those that the caller works on; papers-in: those whose papers have come in. */
    only: z.optional(z.enum(['mine', 'papers-in'])),
    /** `next` of the page before. */
    after: z.optional(z.string().check(z.maxLength(100))),
  }),
  success: 200,
  reply: z.object({
    cases: z.array(caseSummary),
    next: z.nullable(z.string()),
    /** Of every queue. */
    counts: z.object({ review: count, confirm: count, papers: count, payouts: count, overdue: count }),
  }),
  refusals: [],
})

export const getCase = endpoint({
  method: 'GET',
  path: '/v1/review/claims/{id}',
  summary: 'One case, the member masked. Each look is logged.',
  auth: 'reviewer',
  params: idParams,
  success: 200,
  reply: caseReply,
  refusals: ['not-found', 'own-case', 'relative-case'],
})

export const takeCase = endpoint({
  method: 'POST',
  path: '/v1/review/claims/{id}/take',
  summary: 'Takes a case to work on for 30 minutes from the last thing done; nobody else can meanwhile.',
  auth: 'reviewer',
  params: idParams,
  success: 200,
  reply: caseReply,
  refusals: [...barred],
})

export const releaseCase = endpoint({
  method: 'POST',
  path: '/v1/review/claims/{id}/release',
  summary: 'Lets go of a case.',
  auth: 'reviewer',
  params: idParams,
  success: 200,
  reply: caseReply,
  refusals: ['not-found', 'own-case', 'relative-case'],
})

export const revealIdentity = endpoint({
  method: 'POST',
  path: '/v1/review/claims/{id}/identity',
  summary: 'Who it is, for a reason: name and ID number in full. Logged with the reason.',
  auth: 'reviewer',
  params: idParams,
  body: z.strictObject({ reason: z.string().check(z.maxLength(200)) }),
  success: 200,
  reply: z.object({ name: z.string(), idNumber: z.string(), maskedPhone: z.nullable(z.string()) }),
  refusals: [...barred, 'reason-required', 'identity-untold', 'identity-gone'],
})

export const askForPapers = endpoint({
  method: 'POST',
  path: '/v1/review/claims/{id}/papers',
  summary: 'Asks the member for papers, and says what exactly. Taking the case is part of it.',
  auth: 'reviewer',
  params: idParams,
  body: z.strictObject({
    papers: z
      .array(
        z.strictObject({ purpose: photoPurpose, text: z.string().check(z.minLength(2), z.maxLength(100)) }),
      )
      .check(z.minLength(1), z.maxLength(8)),
  }),
  success: 200,
  reply: caseReply,
  refusals: [...barred, 'case-moved'],
})

export const proposeDecision = endpoint({
  method: 'POST',
  path: '/v1/review/claims/{id}/decisions',
  summary:
    'Proposes a decision, which another person confirms: to approve what the facts come to by the plan, or to refuse and say by which clause and why.',
  auth: 'reviewer',
  params: idParams,
  body: z.discriminatedUnion('decision', [
    z.strictObject({ decision: z.literal('approve'), facts: toldFacts, note }),
    z.strictObject({
      decision: z.literal('refuse'),
      /** One of the plan's exclusions, or other words of the plan. */
      clause: z.string().check(z.maxLength(200)),
      /** For the member to read. */
      reasons: z.string().check(z.maxLength(500)),
      note,
    }),
  ]),
  keyed: true,
  success: 201,
  reply: caseReply,
  refusals: [
    ...barred,
    'case-moved',
    'same-reviewer',
    'clause-required',
    'reasons-required',
    'benefit-nothing',
    'grade-required',
    'bill-future',
    'bill-amount',
    'bill-date',
    'stay-dates',
    'stay-open',
    'diagnosis-date',
    'event-in-waiting-days',
  ],
})

export const confirmDecision = endpoint({
  method: 'POST',
  path: '/v1/review/claims/{id}/confirmations',
  summary: 'The second person’s word on a proposed decision: it holds, or goes back with a note.',
  auth: 'reviewer',
  params: idParams,
  body: z.strictObject({
    /** Which one was read: it may have been replaced meanwhile. */
    decisionId: uuid,
    outcome: z.enum(['confirm', 'send-back']),
    note,
  }),
  keyed: true,
  success: 200,
  reply: caseReply,
  refusals: [...barred, 'case-moved', 'same-reviewer', 'reasons-required', 'benefit-changed'],
})

export const giveFamilyCode = endpoint({
  method: 'POST',
  path: '/v1/review/family-codes',
  summary:
    'Gives a code for a member’s relative, who names the policy by its number and the member by his name. Logged; whoever gave it decides nothing on that policy’s claims by it.',
  auth: 'reviewer',
  body: z.strictObject({
    policyNumber: z.string().check(z.maxLength(40)),
    /** In full, as verified. */
    name: z.string().check(z.maxLength(64)),
    /** To whom and why. */
    reason: z.string().check(z.maxLength(200)),
  }),
  success: 201,
  reply: z.object({ code: z.string(), holder: z.string(), expiresAt: timestamp }),
  refusals: ['policy-unknown', 'reason-required', 'own-case', 'family-codes-full'],
})

/** Money that is to go out, or went. */
export const payout = z
  .object({
    id: uuid,
    claimId: uuid,
    claimNumber: z.string(),
    holder: z.string(),
    amountFen: fen,
    state: payoutState,
    by: z.nullable(z.enum(['bank', 'wechat'])),
    /** 工商银行 **** 1234, 微信. */
    account: z.nullable(z.string()),
    approvedAt: timestamp,
    dueAt: timestamp,
    overdue: z.boolean(),
    paidAt: z.nullable(timestamp),
    fault: z.nullable(z.string()),
    batchId: z.nullable(uuid),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Payout' })
export type Payout = z.output<typeof payout>

export const payoutBatch = z
  .object({
    id: uuid,
    number: z.string(),
    madeAt: timestamp,
    by: z.string(),
    count,
    totalFen: fen,
    /** Without a result yet. */
    open: count,
    done: count,
    failed: count,
  })
  .register(z.globalRegistry, { id: 'PayoutBatch' })
export type PayoutBatch = z.output<typeof payoutBatch>

export const listPayouts = endpoint({
  method: 'GET',
  path: '/v1/review/payouts',
  summary:
    'Payouts: the open ones by when they are due, or the done ones, newest first; at most 200. And the last 20 bank files.',
  auth: 'reviewer',
  query: z.object({ state: z._default(z.enum(['open', 'done']), 'open') }),
  success: 200,
  reply: z.object({ payouts: z.array(payout), batches: z.array(payoutBatch) }),
  refusals: [],
})

export const makePayoutBatch = endpoint({
  method: 'POST',
  path: '/v1/review/payout-batches',
  summary:
    'Puts all bank payouts that are due into one file for the bank, each once; those of the caller or his relatives wait for another.',
  auth: 'reviewer',
  body: z.strictObject({}),
  keyed: true,
  success: 201,
  reply: z.object({ batch: payoutBatch }),
  refusals: ['batch-empty'],
})

export const getPayoutFile = endpoint({
  method: 'GET',
  path: '/v1/review/payout-batches/{id}/file',
  summary: 'A batch as CSV (UTF-8 with a byte order mark), card numbers in full. Each look is logged.',
  auth: 'reviewer',
  params: idParams,
  success: 200,
  reply: z.object({ name: z.string(), csv: z.string() }),
  refusals: ['not-found'],
})

export const importPayoutResults = endpoint({
  method: 'POST',
  path: '/v1/review/payout-batches/{id}/results',
  summary:
    'Takes what the bank says became of each: the batch’s CSV with 结果 (成功 or 失败) and 原因 filled in. All of it or nothing; rows without a result stay open, the same again changes nothing.',
  auth: 'reviewer',
  params: idParams,
  body: z.strictObject({ csv: z.string().check(z.maxLength(60_000)) }),
  success: 200,
  reply: z.object({ batch: payoutBatch, done: count, failed: count }),
  refusals: ['not-found', 'results-malformed', 'results-differ'],
})

export const retryPayout = endpoint({
  method: 'POST',
  path: '/v1/review/payouts/{id}/retry',
  summary: 'Puts a payout that came back in the queue again.',
  auth: 'reviewer',
  params: idParams,
  success: 200,
  reply: z.object({ payout }),
  refusals: ['not-found', 'own-case', 'relative-case', 'payout-not-failed'],
})

/** One look at what is sensitive. */
export const claimLook = z
  .object({
    id: uuid,
    at: timestamp,
    /** Who looked, masked. */
    by: z.string(),
    what: z.enum(['case', 'photo', 'identity', 'payout-file', 'family-code']),
    claimNumber: z.nullable(z.string()),
    reason: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'ClaimLook' })
export type ClaimLook = z.output<typeof claimLook>

export const listClaimLooks = endpoint({
  method: 'GET',
  path: '/v1/admin/claim-looks',
  summary: 'Who looked at which papers, identities and card numbers, newest first, in pages of 20.',
  auth: 'admin',
  query: z.object({
    /** A claim’s number. */
    claim: z.optional(z.string().check(z.maxLength(40))),
    after: z.optional(uuid),
  }),
  success: 200,
  reply: z.object({ looks: z.array(claimLook), next: z.nullable(uuid) }),
  refusals: [],
})

export const listOverdueClaims = endpoint({
  method: 'GET',
  path: '/v1/admin/overdue-claims',
  summary:
    'Claims on which the union owes a word or money and is late, the latest first; at most 200, no identities.',
  auth: 'admin',
  success: 200,
  reply: z.object({
    overdue: z.array(
      z.object({
        number: z.string(),
        state: claimState,
        dueAt: timestamp,
        daysLate: count,
        heldBy: z.nullable(z.string()),
      }),
    ),
  }),
  refusals: [],
})
