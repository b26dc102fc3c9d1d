import * as z from 'zod/mini'
import { coverLine } from './aid'
import { endpoint } from './endpoint'
import { calendarDate, count, fen, idParams, timestamp, uuid } from './shapes'
import { photo } from './uploads'

/**
 * Aid claims as the member and his relatives see them. A claim is about one event under one policy; it pays by the lines
 * that rules/benefit.ts has for its kind, so that what follows from the same accident later (a disability) is a claim of its own.
 */

/** What happened: 意外看病, 意外住院, 伤残或身故, 查出重病. */
export const claimKind = coverLine.shape.kind
export type ClaimKind = z.output<typeof claimKind>

/**
 * submitted 已收到 → reviewing 正在核对 ⇄ papers 等你补材料 → proposed 第二个人复核 → approved 通过，等打款 → paid 已到账; or
 * refused 不能给付, which an objection brings back to reviewing; or withdrawn by whoever filed it.
 */
export const claimState = z.enum([
  'submitted',
  'reviewing',
  'papers',
  'proposed',
  'approved',
  'paid',
  'refused',
  'withdrawn',
])
export type ClaimState = z.output<typeof claimState>

const bill = { issuedOn: z.string(), amountFen: z.number(), otherPaidFen: z.number() }
const stay = { from: z.string(), to: z.nullable(z.string()) }
const mostBills = 50
const mostStays = 20
const assessed = {
  /** Disability grade 1 (worst) to 10, as assessed by GB/T 44893; 0 stands for death; null: neither, or not yet assessed. */
  grade: z.nullable(z.int().check(z.gte(0), z.lte(10))),
  /** Since when an illness is diagnosed. `YYYY-MM-DD`. */
  diagnosedOn: z.nullable(z.string()),
}

/** What a benefit is worked out from. All of it may come later, and reviewers put it right by the papers. */
export const claimFacts = z
  .object({
    /** 收费单. `otherPaidFen`: what others have paid of it already, 医保 among them. Amounts in fen, above zero. */
    bills: z.array(z.object(bill)).check(z.maxLength(mostBills)),
    /** In hospital from and to; `to` null while he is still there. `YYYY-MM-DD`. */
    stays: z.array(z.object(stay)).check(z.maxLength(mostStays)),
    ...assessed,
  })
  .register(z.globalRegistry, { id: 'ClaimFacts' })
export type ClaimFacts = z.output<typeof claimFacts>

/** The same as it is told: whoever tells more than is known is refused, as in any body. */
export const toldFacts = z
  .strictObject({
    bills: z.array(z.strictObject(bill)).check(z.maxLength(mostBills)),
    stays: z.array(z.strictObject(stay)).check(z.maxLength(mostStays)),
    ...assessed,
  })
  .register(z.globalRegistry, { id: 'ToldFacts' })

/**
 * A benefit with its working: the steps of a line add up to its `fen`, the lines to `totalFen`. What is taken off is
 * negative: 收费单 +2400.00, 医保报销 −300.00, 头 100 元 −100.00, 自己付 20% −400.00.
 */
export const benefit = z
  .object({
    lines: z.array(
      z.object({
        kind: claimKind,
        title: z.string(),
        steps: z.array(z.object({ text: z.string(), fen: z.int() })),
        fen,
      }),
    ),
    totalFen: fen,
  })
  .register(z.globalRegistry, { id: 'Benefit' })
export type Benefit = z.output<typeof benefit>

/** A paper that reviewers ask for: what exactly, in their words. */
export const askedPaper = z
  .object({ id: uuid, purpose: photo.shape.purpose, text: z.string(), given: z.boolean() })
  .register(z.globalRegistry, { id: 'AskedPaper' })
export type AskedPaper = z.output<typeof askedPaper>

/** How money gets to the member. */
export const payoutState = z.enum([
  /** He has not said where to. */
  'account-needed',
  /** It will go out next. */
  'due',
  /** On its way: the bank has it, or WeChat has not said yet how it ended. */
  'sent',
  /** It is his to take in WeChat; each time he is offered it for 24 hours. */
  'collect',
  'done',
  /** It came back. It is in the queue again once he names another account or a reviewer sends it anew. */
  'failed',
])
export type PayoutState = z.output<typeof payoutState>

export const payoutAccount = z
  .object({
    kind: z.enum(['bank', 'wechat']),
    /** 中国工商银行 …; empty for WeChat. */
    bank: z.string(),
    /** **** 1234; empty for WeChat. */
    masked: z.string(),
    /** The member, masked: it is nobody else's account. */
    holder: z.string(),
  })
  .register(z.globalRegistry, { id: 'PayoutAccount' })
export type PayoutAccount = z.output<typeof payoutAccount>

/** A claim as it stands in a list. */
export const claimSummary = z
  .object({
    id: uuid,
    /** For people to name it by: LP20261130-1234567890. */
    number: z.string(),
    policyId: uuid,
    planTitle: z.string(),
    kind: claimKind,
    state: claimState,
    happenedAt: timestamp,
    submittedAt: timestamp,
    /** How the caller stands to it. A relative sees no money and no account. */
    as: z.enum(['member', 'relative']),
    /** Whom it is about, masked. */
    holder: z.string(),
    /** By when the next word is due, from whom; null where nobody owes one. */
    due: z.nullable(
      z.object({
        at: timestamp,
        from: z.enum(['union', 'you']),
        /** False where its year's holidays are not published yet: then Monday to Friday are counted. */
        certain: z.boolean(),
        overdue: z.boolean(),
      }),
    ),
    /** Decided; else as worked out from what he told so far; null where there is nothing to work it out from. */
    amountFen: z.nullable(fen),
    amountIs: z.enum(['none', 'estimate', 'decided']),
    /** Whether there is money for the caller to take in WeChat (`collectPayout`). */
    toCollect: z.boolean(),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'ClaimSummary' })
export type ClaimSummary = z.output<typeof claimSummary>

export const aidClaim = z
  .extend(claimSummary, {
    where: z.string(),
    words: z.string(),
    lateReason: z.nullable(z.string()),
    /** Its texts wait for WeChat's check: until then nobody but their writer reads them. */
    textHeld: z.boolean(),
    facts: claimFacts,
    photos: z.array(photo),
    /** All that happened, oldest first; `note` is for him to read. */
    steps: z.array(z.object({ state: claimState, at: timestamp, note: z.nullable(z.string()) })),
    /** What is still to come if all goes well, each with the day by which it comes; null: not known yet. */
    next: z.array(z.object({ state: claimState, by: z.nullable(timestamp) })),
    /** What is asked for now; empty unless in `papers`. */
    asked: z.array(askedPaper),
    benefit: z.nullable(benefit),
    /** Where it was refused: by which clause, why in words, and until when he may object; null once he has. */
    refusal: z.nullable(
      z.object({ clause: z.string(), reasons: z.string(), objectBy: z.nullable(timestamp) }),
    ),
    objections: z.array(z.object({ at: timestamp, words: z.string() })),
    payout: z.nullable(
      z.object({
        amountFen: fen,
        state: payoutState,
        account: z.nullable(payoutAccount),
        paidAt: z.nullable(timestamp),
        /** Why it did not arrive the last time it went out. */
        fault: z.nullable(z.string()),
      }),
    ),
    /** Whoever looked at its papers, newest first, at most 50; no names. */
    looks: z.array(z.object({ at: timestamp, what: z.enum(['case', 'photo', 'identity']) })),
    /** What the caller can do now. */
    can: z.object({
      addPapers: z.boolean(),
      withdraw: z.boolean(),
      object: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'AidClaim' })
export type AidClaim = z.output<typeof aidClaim>

const photoIds = z.array(uuid).check(z.maxLength(40))
const words = z.string().check(z.maxLength(500))

/** What the caller may be refused wherever he hands in photos and facts. */
const paperRefusals = [
  'photo-unknown',
  'photo-sent',
  'bill-future',
  'bill-amount',
  'bill-date',
  'stay-dates',
  'diagnosis-date',
  'text-refused',
] as const

export const fileClaim = endpoint({
  method: 'POST',
  path: '/v1/aid/policies/{id}/claims',
  summary:
    'Files a claim on a policy: the member himself, or a relative by a code. Photos and facts may follow. After the days the plan gives for reporting it is still taken, with the reason.',
  auth: 'member',
  params: idParams,
  body: z.strictObject({
    kind: claimKind,
    /** When it happened, or when an illness was found. */
    happenedAt: timestamp,
    where: z.optional(z.string().check(z.maxLength(100))),
    words: z.optional(words),
    /** Due where it is late. */
    lateReason: z.optional(z.string().check(z.maxLength(200))),
    facts: z.optional(toldFacts),
    /** Of the caller's uploads, unsent ones. */
    photoIds: z.optional(photoIds),
    /** By which a relative files. */
    familyCode: z.optional(z.string().check(z.maxLength(32))),
  }),
  consents: ['health'],
  keyed: true,
  success: 201,
  reply: z.object({ claim: aidClaim }),
  refusals: [
    'not-found',
    'family-code-refused',
    'family-code-used',
    'kind-not-covered',
    'event-future',
    'event-before-cover',
    'event-after-cover',
    'event-in-waiting-days',
    'event-claimed',
    'late-reason-required',
    ...paperRefusals,
  ],
})

export const listClaims = endpoint({
  method: 'GET',
  path: '/v1/aid/claims',
  summary: 'Claims about the caller, and those he filed as a relative; newest first.',
  auth: 'member',
  success: 200,
  reply: z.object({ claims: z.array(claimSummary) }),
  refusals: [],
})

export const getClaim = endpoint({
  method: 'GET',
  path: '/v1/aid/claims/{id}',
  summary: 'One of them, with all that happened and what comes next.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ claim: aidClaim }),
  refusals: ['not-found'],
})

export const addPapers = endpoint({
  method: 'POST',
  path: '/v1/aid/claims/{id}/papers',
  summary: 'Adds photos, facts or words to an open claim. `complete` ends the wait for papers.',
  auth: 'member',
  params: idParams,
  body: z.strictObject({
    photoIds: z.optional(photoIds),
    /** In place of what was told before. */
    facts: z.optional(toldFacts),
    words: z.optional(words),
    /** That all he has is in: in `papers`, reviewers go on with it. */
    complete: z.boolean(),
  }),
  consents: ['health'],
  keyed: true,
  success: 200,
  reply: z.object({ claim: aidClaim }),
  refusals: ['not-found', 'claim-closed', 'papers-missing', 'claim-photos-full', ...paperRefusals],
})

export const withdrawClaim = endpoint({
  method: 'POST',
  path: '/v1/aid/claims/{id}/withdraw',
  summary: 'Takes a claim back that is not approved yet. Its photos are deleted. Asked twice, it is one.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ claim: aidClaim }),
  refusals: ['not-found', 'claim-decided'],
})

export const objectToRefusal = endpoint({
  method: 'POST',
  path: '/v1/aid/claims/{id}/objections',
  summary: 'Objects to a refusal, once: somebody other than who refused looks at it anew.',
  auth: 'member',
  params: idParams,
  body: z.strictObject({
    words: words.check(z.minLength(1)),
    photoIds: z.optional(photoIds),
  }),
  consents: ['health'],
  keyed: true,
  success: 200,
  reply: z.object({ claim: aidClaim }),
  refusals: [
    'not-found',
    'objection-not-now',
    'objection-late',
    'objection-made',
    'claim-photos-full',
    'photo-unknown',
    'photo-sent',
    'text-refused',
  ],
})

/** A code by which one relative may file one claim on a policy. */
export const familyCode = z
  .object({
    id: uuid,
    policyId: uuid,
    by: z.enum(['member', 'union']),
    madeAt: timestamp,
    expiresAt: timestamp,
    usedAt: z.nullable(timestamp),
  })
  .register(z.globalRegistry, { id: 'FamilyCode' })
export type FamilyCode = z.output<typeof familyCode>

/** Twelve letters and digits in three groups, told once: AB3K-9TQX-7M2D. */
const spoken = z.string()

export const makeFamilyCode = endpoint({
  method: 'POST',
  path: '/v1/aid/policies/{id}/family-codes',
  summary:
    'Makes a code for a relative, good for 180 days and one claim; told once. At most three are good at a time.',
  auth: 'member',
  params: idParams,
  success: 201,
  reply: z.object({ code: spoken, familyCode }),
  refusals: ['not-found', 'family-codes-full'],
})

export const listFamilyCodes = endpoint({
  method: 'GET',
  path: '/v1/aid/policies/{id}/family-codes',
  summary:
    'Codes for relatives to one of the caller’s policies, newest first; who has one, and which is used.',
  auth: 'member',
  params: idParams,
  success: 200,
  reply: z.object({ familyCodes: z.array(familyCode) }),
  refusals: ['not-found'],
})

export const withdrawFamilyCode = endpoint({
  method: 'DELETE',
  path: '/v1/aid/family-codes/{id}',
  summary: 'Takes a code back; nobody can file by it any more.',
  auth: 'member',
  params: idParams,
  success: 204,
  reply: z.undefined(),
  refusals: ['not-found', 'family-code-used'],
})

export const checkFamilyCode = endpoint({
  method: 'POST',
  path: '/v1/aid/family-codes/checks',
  summary: 'Whom a code is about, masked, and what the cover pays: before a relative files by it.',
  auth: 'member',
  body: z.strictObject({ code: z.string().check(z.maxLength(32)) }),
  success: 200,
  reply: z.object({
    policy: z.object({
      id: uuid,
      holder: z.string(),
      planId: uuid,
      planTitle: z.string(),
      inForceFrom: timestamp,
      inForceTo: timestamp,
      covers: z.array(coverLine),
      demo: z.boolean(),
    }),
  }),
  refusals: ['family-code-refused', 'family-code-used', 'family-code-own'],
})

export const getPayoutAccount = endpoint({
  method: 'GET',
  path: '/v1/me/payout-account',
  summary: 'Where benefits are paid to, and whether WeChat can be chosen.',
  auth: 'member',
  success: 200,
  reply: z.object({ account: z.nullable(payoutAccount), wechat: z.boolean() }),
  refusals: [],
})

export const putPayoutAccount = endpoint({
  method: 'PUT',
  path: '/v1/me/payout-account',
  summary:
    'Says where benefits are to be paid: to a bank card of the caller’s own, in his verified name, or to the WeChat he logs in by. What is due goes there.',
  auth: 'member',
  body: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('bank'),
      bank: z.string().check(z.maxLength(40)),
      /** Spaces are let through. */
      cardNumber: z.string().check(z.maxLength(40)),
    }),
    z.strictObject({ kind: z.literal('wechat') }),
  ]),
  consents: ['bank'],
  success: 200,
  reply: z.object({ account: payoutAccount }),
  refusals: ['verification-required', 'card-number', 'bank-name', 'wechat-payout-off', 'collect-in-wechat'],
})

export const deletePayoutAccount = endpoint({
  method: 'DELETE',
  path: '/v1/me/payout-account',
  summary: 'Forgets it. What is due waits until there is another.',
  auth: 'member',
  success: 204,
  reply: z.undefined(),
  refusals: [],
})

/** What a plan did so far, without anybody in it. Fewer than five claims show no median. */
export const claimFigures = z
  .object({
    planId: uuid,
    title: z.string(),
    claims: count,
    paid: count,
    refused: count,
    open: count,
    paidFen: fen,
    /** From filing to the money, in days. */
    medianDays: z.nullable(z.number()),
    since: z.nullable(calendarDate),
    demo: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'ClaimFigures' })
export type ClaimFigures = z.output<typeof claimFigures>

export const getClaimFigures = endpoint({
  method: 'GET',
  path: '/v1/aid/figures',
  summary: 'What each plan did: claims, paid, and how long it took. No identities.',
  auth: 'anyone',
  success: 200,
  reply: z.object({ figures: z.array(claimFigures) }),
  refusals: [],
})
