import { api, type CallInput, type ClaimFacts, type ReplyOf } from '@/contract'
import { noFacts } from '@/rules/benefit'
import { DAY } from '@/rules/shanghai'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { plans } from '../../mock/data/plans'
import { data, plan } from '../support/fixtures'
import { cardOf, createWorld, testPorts, type Person, type World } from './world'

const ports = testPorts()
let server: TestApi
let world: World
beforeAll(async () => {
  const covers = plans[0]!.covers
  server = await createTestApi({ ...data, plans: [{ ...plan, covers }] }, { ports })
  world = createWorld(server)
})
afterAll(() => server.drop())

/** Five days before now, in the afternoon. */
const happenedAt = '2026-11-18T06:32:00.000Z'
const bill = { issuedOn: '2026-11-20', amountFen: 110_000, otherPaidFen: 0 }
type Filed = CallInput<typeof api.fileClaim>['body']

const filing = (policyId: string, body: Partial<Filed> = {}, key = newKey()) => ({
  params: { id: policyId },
  body: { kind: 'accident-treatment' as const, happenedAt, ...body },
  key,
})

async function covered(): Promise<{ person: Person; policyId: string }> {
  const person = await world.person('worker')
  const policyId = await world.covered(person)
  await world.consent(person, 'health')
  return { person, policyId }
}
const reviewer = () => world.person('reviewer')
const at = (id: string) => ({ params: { id } })
const propose = (it: Person, id: string, facts: Partial<ClaimFacts> = { bills: [bill] }, key = newKey()) =>
  it.phone.ask(api.proposeDecision, {
    ...at(id),
    body: { decision: 'approve', facts: { ...noFacts, ...facts } },
    key,
  })
const refuse = (it: Person, id: string) =>
  it.phone.ask(api.proposeDecision, {
    ...at(id),
    body: { decision: 'refuse', clause: '酒后、无证、无牌上路', reasons: '事故认定书上写明是酒后骑车' },
    key: newKey(),
  })
const confirm = (it: Person, id: string, decisionId: string, outcome: 'confirm' | 'send-back' = 'confirm') =>
  it.phone.ask(api.confirmDecision, {
    ...at(id),
    body: { decisionId, outcome, ...(outcome === 'send-back' && { note: '收费单少算一张' }) },
    key: newKey(),
  })

describe('filing', () => {
  it('in three taps: what happened, a photo, sent; and it says by when who moves', async () => {
    const { person, policyId } = await covered()
    const photoId = await world.photo(person, 'injury')
    const input = filing(policyId, { photoIds: [photoId] })
    const { reply, status } = await person.phone.ask(api.fileClaim, input)
    expect(status).toBe(201)
    expect(reply!.claim).toMatchObject({
      state: 'submitted',
      as: 'member',
      amountFen: null,
      amountIs: 'none',
      // Monday the 23rd and five working days: to the end of the 30th.
      due: { at: '2026-11-30T16:00:00.000Z', from: 'union', certain: true, overdue: false },
      next: [
        { state: 'reviewing', by: '2026-11-30T16:00:00.000Z' },
        { state: 'approved', by: '2026-11-30T16:00:00.000Z' },
        { state: 'paid', by: '2026-12-03T16:00:00.000Z' },
      ],
      can: { addPapers: true, withdraw: true, object: false },
    })
    expect(reply!.claim.photos).toMatchObject([{ id: photoId, expiresAt: null }])
    const again = await person.phone.ask(api.fileClaim, input)
    expect([again.status, again.reply?.claim.id]).toEqual([200, reply!.claim.id])
    const other = { ...input, body: { ...input.body, words: '别的' } }
    expect((await person.phone.refused(api.fileClaim, other)).code).toBe('key-reused')
    expect((await person.phone.get(api.listClaims, {})).claims.map((it) => it.id)).toEqual([reply!.claim.id])
    expect((await person.phone.refused(api.deletePhoto, at(photoId))).code).toBe('photo-sent')
  })

  it('shows at once what it will come to, step by step', async () => {
    const { person, policyId } = await covered()
    const facts = { ...noFacts, bills: [{ ...bill, otherPaidFen: 10_000 }] }
    const { claim } = await person.phone.get(api.fileClaim, filing(policyId, { facts }))
    expect(claim).toMatchObject({ amountFen: 72_000, amountIs: 'estimate' })
    expect(claim.benefit?.lines[0]?.steps.map((it) => it.fen)).toEqual([110_000, -10_000, -10_000, -18_000])
  })

  it.each<[string, Partial<Filed>, string, string]>([
    ['an event to come', { happenedAt: '2026-11-23T07:00:00.000Z' }, 'event-future', 'happenedAt'],
    [
      'an event before the cover',
      { happenedAt: '2026-01-01T00:00:00.000Z', lateReason: '住院' },
      'event-before-cover',
      'happenedAt',
    ],
    [
      'a late one without a reason',
      { happenedAt: '2026-11-01T00:00:00.000Z' },
      'late-reason-required',
      'lateReason',
    ],
    [
      'an illness found in the waiting days',
      { kind: 'serious-illness', happenedAt: '2026-09-26T00:00:00.000Z', lateReason: '住院' },
      'event-in-waiting-days',
      'happenedAt',
    ],
    [
      'a bill of tomorrow',
      { facts: { ...noFacts, bills: [{ ...bill, issuedOn: '2026-11-24' }] } },
      'bill-future',
      'facts.bills.0.issuedOn',
    ],
    [
      'a bill of half a fen',
      { facts: { ...noFacts, bills: [{ ...bill, amountFen: 1.5 }] } },
      'bill-amount',
      'facts.bills.0.amountFen',
    ],
    [
      'a stay that ends before it begins',
      { facts: { ...noFacts, stays: [{ from: '2026-11-20', to: '2026-11-19' }] } },
      'stay-dates',
      'facts.stays.0.to',
    ],
    [
      'a photo that is not his',
      { photoIds: ['019aa000-0000-7000-8009-000000000001'] },
      'photo-unknown',
      'photoIds',
    ],
  ])('refuses %s, and names the field', async (_what, body, code, field) => {
    const { person, policyId } = await covered()
    expect(await person.phone.refused(api.fileClaim, filing(policyId, body))).toMatchObject({ code, field })
    expect((await person.phone.get(api.listClaims, {})).claims).toEqual([])
  })

  it('takes what is late with its reason, and an event on the last day of the ten', async () => {
    const { person, policyId } = await covered()
    const onTime = new Date(server.now - 10 * DAY).toISOString()
    const { claim } = await person.phone.get(api.fileClaim, filing(policyId, { happenedAt: onTime }))
    expect(claim.lateReason).toBeNull()
    const body = { happenedAt: '2026-11-01T00:00:00.000Z', lateReason: '一直在住院' }
    const late = await person.phone.get(api.fileClaim, filing(policyId, body))
    expect(late.claim.lateReason).toBe('一直在住院')
  })

  it('is no event after the cover, and nothing on cover that was taken back', async () => {
    const { person, policyId } = await covered()
    await server.asOwner(
      `UPDATE aid_policy SET in_force_to = '2026-11-10T16:00:00Z' WHERE id = '${policyId}'`,
    )
    expect(await person.phone.refused(api.fileClaim, filing(policyId))).toMatchObject({
      code: 'event-after-cover',
      detail: expect.stringMatching('2026 年 11 月 10 日') as string,
    })
    await server.asOwner(
      `UPDATE aid_policy SET in_force_to = '2027-11-10T16:00:00Z', cancelled_at = now() WHERE id = '${policyId}'`,
    )
    expect((await person.phone.refused(api.fileClaim, filing(policyId))).code).toBe('event-before-cover')
  })

  it('of one event is one claim, however many phones file it, and another of what follows from it', async () => {
    const { person, policyId } = await covered()
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        person.phone.ask(
          api.fileClaim,
          filing(policyId, { kind: i % 2 ? 'hospital-days' : 'accident-treatment' }),
        ),
      ),
    )
    const filed = all.filter((it) => it.status === 201)
    expect(filed).toHaveLength(1)
    const heldId = filed[0]!.reply!.claim.id
    for (const it of all.filter((one) => one.status !== 201)) {
      expect(it.problem).toMatchObject({ code: 'event-claimed', heldId, field: 'happenedAt' })
    }
    await person.phone.get(api.fileClaim, filing(policyId, { kind: 'death-disability' }))
    // Taken back, it can be filed anew.
    await person.phone.get(api.withdrawClaim, at(heldId))
    await person.phone.get(api.fileClaim, filing(policyId))
  })

  it('under one key is one claim, however often a phone that starts anew asks while it is under way', async () => {
    for (let round = 0; round < 4; round++) {
      const { person, policyId } = await covered()
      const member = await world.person('worker')
      const relative = await world.familyCode(member)
      for (const input of [
        filing(policyId),
        filing(relative.policyId, { familyCode: relative.code, photoIds: [await world.photo(person)] }),
      ]) {
        const all = await Promise.all(Array.from({ length: 6 }, () => person.phone.ask(api.fileClaim, input)))
        expect(all.map((it) => it.problem?.code)).toEqual(all.map(() => undefined))
        expect(all.filter((it) => it.status === 201)).toHaveLength(1)
        const ids = new Set(all.map((it) => it.reply?.claim.id ?? ''))
        expect(ids.size).toBe(1)
        for (const id of ids) await person.phone.get(api.withdrawClaim, at(id))
      }
    }
  })

  it('is for his own cover alone', async () => {
    const [{ policyId }, { person }] = [await covered(), await covered()]
    expect((await person.phone.refused(api.fileClaim, filing(policyId))).code).toBe('not-found')
  })
})

describe('a relative', () => {
  it('files by a code the member gave, sees how it stands and no money, and the member sees all of it', async () => {
    const member = await world.person('worker')
    const { code, policyId } = await world.familyCode(member)
    const { person: wife } = await covered()
    const { policy } = await wife.phone.get(api.checkFamilyCode, { body: { code: code.toLowerCase() } })
    expect(policy.id).toBe(policyId)
    const facts = { ...noFacts, bills: [bill] }
    const body = { familyCode: code, facts, photoIds: [await world.photo(wife)] }
    const { claim } = await wife.phone.get(api.fileClaim, filing(policyId, body))
    expect(claim).toMatchObject({ as: 'relative', amountFen: null, benefit: null, payout: null })
    expect((await wife.phone.get(api.listClaims, {})).claims).toMatchObject([
      { id: claim.id, as: 'relative' },
    ])
    const his = await member.phone.get(api.getClaim, at(claim.id))
    expect(his.claim).toMatchObject({ as: 'member', amountFen: 80_000 })
    expect(his.claim.photos).toHaveLength(1)
    const { familyCodes } = await member.phone.get(api.listFamilyCodes, at(policyId))
    expect(familyCodes).toMatchObject([{ by: 'member', usedAt: expect.any(String) as string }])
    expect((await member.phone.refused(api.withdrawFamilyCode, at(familyCodes[0]!.id))).code).toBe(
      'family-code-used',
    )
    const other = { happenedAt: '2026-11-19T00:00:00.000Z', familyCode: code }
    expect(await wife.phone.refused(api.fileClaim, filing(policyId, other))).toMatchObject({
      code: 'family-code-used',
      field: 'familyCode',
    })
  })

  it('is refused by a code that is made up, withdrawn, run out, or for other cover; the member needs none', async () => {
    const member = await world.person('worker')
    const { code, id, policyId } = await world.familyCode(member)
    const { person, policyId: own } = await covered()
    const check = (typed: string, it = person) =>
      it.phone.refused(api.checkFamilyCode, { body: { code: typed } })
    expect((await check('AAAA-BBBB-CCCC')).code).toBe('family-code-refused')
    expect((await check(code, member)).code).toBe('family-code-own')
    expect((await person.phone.refused(api.fileClaim, filing(own, { familyCode: code }))).code).toBe(
      'family-code-refused',
    )
    await member.phone.get(api.withdrawFamilyCode, at(id))
    expect((await check(code)).code).toBe('family-code-refused')
    expect((await person.phone.refused(api.fileClaim, filing(policyId, { familyCode: code }))).code).toBe(
      'family-code-refused',
    )
    for (let i = 0; i < 3; i++) await member.phone.get(api.makeFamilyCode, at(policyId))
    expect((await member.phone.refused(api.makeFamilyCode, at(policyId))).code).toBe('family-codes-full')
  })

  it('gets one from the union who knows the policy and the name; it is logged, and its giver is barred', async () => {
    const member = await world.person('worker')
    await world.covered(member)
    const giver = await reviewer()
    const { policies } = await member.phone.get(api.listPolicies, {})
    const body = { policyNumber: policies[0]!.number, name: member.name, reason: '他爱人来办，他在重症监护' }
    const given = await giver.phone.get(api.giveFamilyCode, { body })
    for (const [wrong, code] of [
      [{ ...body, name: '张某某' }, 'policy-unknown'],
      [{ ...body, policyNumber: 'NX0' }, 'policy-unknown'],
      [{ ...body, reason: ' ' }, 'reason-required'],
    ] as const) {
      expect((await giver.phone.refused(api.giveFamilyCode, { body: wrong })).code).toBe(code)
    }
    const { person: wife } = await covered()
    const { claim } = await wife.phone.get(api.fileClaim, filing(policies[0]!.id, { familyCode: given.code }))
    expect((await giver.phone.refused(api.getCase, at(claim.id))).code).toBe('relative-case')
    expect((await propose(giver, claim.id)).problem?.code).toBe('relative-case')
    const admin = await world.person('admin')
    const { looks } = await admin.phone.get(api.listClaimLooks, { query: {} })
    expect(looks).toContainEqual(expect.objectContaining({ what: 'family-code', reason: body.reason }))
  })
})

describe('a case', () => {
  it('is asked papers for, which come in, is approved by two, and paid to the member’s own card, once', async () => {
    const person = await world.person('worker')
    const claimId = await world.claim(person)
    const [first, second] = [await reviewer(), await reviewer()]

    const taken = await first.phone.get(api.takeCase, at(claimId))
    expect(taken.case).toMatchObject({ state: 'reviewing', heldBy: { mine: true } })
    const asked = await first.phone.get(api.askForPapers, {
      ...at(claimId),
      body: { papers: [{ purpose: 'diagnosis', text: '门诊病历，要看得见医院的章' }] },
    })
    expect(asked.case).toMatchObject({ state: 'papers', heldBy: null })
    const { claim } = await person.phone.get(api.getClaim, at(claimId))
    expect(claim).toMatchObject({
      state: 'papers',
      due: { from: 'you', at: '2026-12-23T16:00:00.000Z' },
      asked: [{ purpose: 'diagnosis', text: '门诊病历，要看得见医院的章', given: false }],
    })
    const add = (photoIds: string[]) =>
      person.phone.ask(api.addPapers, { ...at(claimId), body: { photoIds, complete: true }, key: newKey() })
    expect((await add([await world.photo(person, 'scene')])).problem).toMatchObject({
      code: 'papers-missing',
      field: 'photoIds',
    })
    const added = await add([await world.photo(person, 'diagnosis')])
    expect(added.reply?.claim).toMatchObject({ state: 'reviewing', asked: [] })
    const listed = async (it: Person, only: 'mine' | 'papers-in') =>
      (await it.phone.get(api.listCases, { query: { only } })).cases.map(({ id }) => id)
    expect(await listed(second, 'papers-in')).toEqual([claimId])
    expect(await listed(first, 'mine')).toEqual([])
    expect((await first.phone.get(api.takeCase, at(claimId))).case.papersIn).toBe(true)
    expect([await listed(first, 'mine'), await listed(second, 'mine')]).toEqual([[claimId], []])

    const proposed = (await propose(first, claimId)).reply!.case
    expect(proposed).toMatchObject({ state: 'proposed', barred: 'same-reviewer' })
    const [decision] = proposed.decisions
    expect(decision).toMatchObject({
      kind: 'approve',
      mine: true,
      benefit: { totalFen: 80_000 },
      second: null,
    })
    expect((await confirm(first, claimId, decision!.id)).problem?.code).toBe('same-reviewer')
    expect((await person.phone.get(api.getClaim, at(claimId))).claim.state).toBe('proposed')

    const confirmed = (await confirm(second, claimId, decision!.id)).reply!.case
    expect(confirmed).toMatchObject({ state: 'approved', papers: [], payout: { state: 'account-needed' } })
    await world.consent(person, 'bank')
    const card = cardOf(person)
    const masked = `**** ${card.slice(-4)}`
    const account = {
      kind: 'bank' as const,
      bank: '中国工商银行',
      cardNumber: `${card.slice(0, 4)} ${card.slice(4)}`,
    }
    expect((await person.phone.get(api.putPayoutAccount, { body: account })).account).toEqual({
      kind: 'bank',
      bank: '中国工商银行',
      masked,
      holder: expect.any(String) as string,
    })
    expect((await person.phone.get(api.getClaim, at(claimId))).claim).toMatchObject({
      payout: { amountFen: 80_000, state: 'due', account: { masked } },
      benefit: { totalFen: 80_000 },
    })

    const { batch } = await second.phone.get(api.makePayoutBatch, { body: {}, key: newKey() })
    expect(batch).toMatchObject({ count: 1, totalFen: 80_000, open: 1 })
    expect((await first.phone.refused(api.makePayoutBatch, { body: {}, key: newKey() })).code).toBe(
      'batch-empty',
    )
    const { csv } = await second.phone.get(api.getPayoutFile, at(batch.id))
    expect(csv).toContain(`${person.name},中国工商银行,"\t${card}",800.00,,`)
    const filled = (result: string) => csv.replace(/,,\r\n$/, `,${result}\r\n`)
    const bring = (text: string) =>
      second.phone.ask(api.importPayoutResults, { ...at(batch.id), body: { csv: text } })
    for (const [text, code] of [
      [filled('也许,'), 'results-malformed'],
      [filled('失败,'), 'results-malformed'],
      ['乱写', 'results-malformed'],
      [filled('成功,').replace('800.00', '900.00'), 'results-differ'],
    ] as const) {
      expect((await bring(text)).problem).toMatchObject({ code, field: 'csv' })
    }
    // Nothing filled in: nothing known.
    expect((await bring(csv)).reply).toMatchObject({ done: 0, failed: 0, batch: { open: 1 } })
    const results = await Promise.all([1, 2, 3].map(() => bring(filled('成功,'))))
    expect(results.reduce((sum, it) => sum + (it.reply?.done ?? 0), 0)).toBe(1)
    expect((await bring(filled('失败,户名不符'))).problem?.code).toBe('results-differ')

    expect((await person.phone.get(api.getClaim, at(claimId))).claim).toMatchObject({
      state: 'paid',
      due: null,
      payout: { state: 'done', paidAt: expect.any(String) as string },
      steps: [
        { state: 'submitted' },
        { state: 'reviewing' },
        { state: 'papers' },
        { state: 'reviewing' },
        { state: 'proposed' },
        { state: 'approved' },
        { state: 'paid' },
      ],
    })
    const ledger = await server.asOwner<{ amount_fen: string }>(
      `SELECT amount_fen FROM ledger WHERE kind = 'payout' AND subject_id = '${claimId}'`,
    )
    expect(ledger.map((it) => Number(it.amount_fen))).toEqual([-80_000])
  })

  it('that is refused says by which clause and why; an objection goes to another, once', async () => {
    const { person, policyId } = await covered()
    const { id } = (await person.phone.get(api.fileClaim, filing(policyId))).claim
    const [first, second] = [await reviewer(), await reviewer()]
    const proposed = (await refuse(first, id)).reply!.case
    await confirm(second, id, proposed.decisions[0]!.id)
    const { claim } = await person.phone.get(api.getClaim, at(id))
    expect(claim).toMatchObject({
      state: 'refused',
      refusal: {
        clause: '酒后、无证、无牌上路',
        reasons: '事故认定书上写明是酒后骑车',
        objectBy: '2026-12-23T16:00:00.000Z',
      },
      can: { object: true, addPapers: false, withdraw: false },
    })
    const object = (words: string) =>
      person.phone.ask(api.objectToRefusal, { ...at(id), body: { words }, key: newKey() })
    expect((await object(' ')).problem).toMatchObject({ code: 'invalid-input', field: 'words' })
    expect((await object('我没有喝酒，有交警的单子')).reply?.claim).toMatchObject({
      state: 'reviewing',
      objections: [{ words: '我没有喝酒，有交警的单子' }],
      can: { object: false },
    })
    expect((await object('再说一次')).problem?.code).toBe('objection-made')
    // Who refused does not look again; who was the second may be the first.
    expect((await propose(first, id)).problem?.code).toBe('same-reviewer')
    const anew = (await propose(second, id)).reply!.case
    expect((await confirm(first, id, anew.decisions[0]!.id)).reply?.case.state).toBe('approved')
  })

  it('cannot be objected to after its days, nor where nothing was refused', async () => {
    const { person, policyId } = await covered()
    const { id } = (await person.phone.get(api.fileClaim, filing(policyId))).claim
    const object = () =>
      person.phone.refused(api.objectToRefusal, { ...at(id), body: { words: '不对' }, key: newKey() })
    expect((await object()).code).toBe('objection-not-now')
    const [first, second] = [await reviewer(), await reviewer()]
    const proposed = (await refuse(first, id)).reply!.case
    await confirm(second, id, proposed.decisions[0]!.id)
    const before = server.now
    await server.asOwner(`UPDATE session SET expires_at = '2027-01-01'`)
    server.now = Date.parse('2026-12-23T16:00:00.000Z')
    try {
      expect((await object()).code).toBe('objection-late')
    } finally {
      server.now = before
    }
  })

  it('goes back with a note, and is proposed anew', async () => {
    const { person, policyId } = await covered()
    const { id } = (await person.phone.get(api.fileClaim, filing(policyId))).claim
    const [first, second] = [await reviewer(), await reviewer()]
    const decisionId = (await propose(first, id)).reply!.case.decisions[0]!.id
    const bare = { ...at(id), body: { decisionId, outcome: 'send-back' as const }, key: newKey() }
    expect(await second.phone.refused(api.confirmDecision, bare)).toMatchObject({
      code: 'reasons-required',
      field: 'note',
    })
    const back = (await confirm(second, id, decisionId, 'send-back')).reply!.case
    expect(back).toMatchObject({
      state: 'reviewing',
      decisions: [{ second: { outcome: 'send-back', note: '收费单少算一张' } }],
    })
    expect((await confirm(second, id, decisionId)).problem?.code).toBe('case-moved')
    expect((await propose(first, id, { bills: [bill, bill] })).reply?.case.state).toBe('proposed')
  })

  it('is decided by nobody whom it concerns', async () => {
    const self = await world.person('reviewer')
    const own = await world.claim(self)
    for (const ask of [
      () => self.phone.refused(api.getCase, at(own)),
      () => self.phone.refused(api.takeCase, at(own)),
      () => self.phone.refused(api.revealIdentity, { ...at(own), body: { reason: '看看' } }),
    ]) {
      expect((await ask()).code).toBe('own-case')
    }
    expect((await propose(self, own)).problem?.code).toBe('own-case')
    const decisionId = await world.proposed(self, own)
    expect((await confirm(self, own, decisionId)).problem?.code).toBe('own-case')
    const { cases } = await self.phone.get(api.listCases, { query: { queue: 'confirm' } })
    expect(cases.find((it) => it.id === own)?.barred).toBe('own-case')
  })

  it('is worked on by one at a time; the other is told who, and until when', async () => {
    const id = await world.claim(await world.person('worker'))
    const people = [await reviewer(), await reviewer(), await reviewer()]
    const answers = await Promise.all(people.map((it) => it.phone.ask(api.takeCase, at(id))))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    const holder = people[answers.findIndex((it) => it.status === 200)]!
    const other = people.find((it) => it !== holder)!
    expect((await propose(other, id)).problem).toMatchObject({
      code: 'case-taken',
      retryAt: new Date(server.now + 30 * 60_000).toISOString(),
    })
    await holder.phone.get(api.releaseCase, at(id))
    await other.phone.get(api.takeCase, at(id))
    const before = server.now
    server.now += 30 * 60_000
    try {
      await holder.phone.get(api.takeCase, at(id))
    } finally {
      server.now = before
    }
  })

  it('is decided once, of any number who try at once', async () => {
    const id = await world.claim(await world.person('worker'))
    const people = [await reviewer(), await reviewer(), await reviewer()]
    const proposals = await Promise.all(people.map((it) => propose(it, id)))
    expect(proposals.filter((it) => it.status === 201)).toHaveLength(1)
    const first = people[proposals.findIndex((it) => it.status === 201)]!
    const decisionId = proposals.find((it) => it.reply)!.reply!.case.decisions[0]!.id
    const seconds = people.filter((it) => it !== first)
    const answers = await Promise.all(
      seconds.flatMap((it) => [confirm(it, id, decisionId), confirm(it, id, decisionId, 'send-back')]),
    )
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    const payouts = await server.asOwner(`SELECT 1 FROM aid_payout WHERE claim_id = '${id}'`)
    expect(payouts.length).toBeLessThanOrEqual(1)
  })

  it.each<[string, Partial<ClaimFacts>, string, string | undefined]>([
    ['that come to nothing', { bills: [{ ...bill, amountFen: 9_000 }] }, 'benefit-nothing', 'facts'],
    ['without any bill', {}, 'benefit-nothing', 'facts'],
    [
      'with a bill of tomorrow',
      { bills: [{ ...bill, issuedOn: '2026-11-24' }] },
      'bill-future',
      'facts.bills.0.issuedOn',
    ],
    [
      'with a stay that goes on',
      { stays: [{ from: '2026-11-19', to: null }] },
      'stay-open',
      'facts.stays.0.to',
    ],
  ])('is not approved on facts %s', async (_what, facts, code, field) => {
    const { person, policyId } = await covered()
    const { id } = (await person.phone.get(api.fileClaim, filing(policyId))).claim
    expect((await propose(await reviewer(), id, facts)).problem).toMatchObject({
      code,
      ...(field && { field }),
    })
  })

  it('shares the sums of its cover with the others under it: two approved at once never exceed them', async () => {
    const { person, policyId } = await covered()
    const days = ['2026-11-18', '2026-11-19', '2026-11-20']
    const large = { bills: [{ ...bill, amountFen: 500_000 }] }
    const open = []
    for (const day of days) {
      const body = { happenedAt: `${day}T02:00:00.000Z` }
      const { claim } = await person.phone.get(api.fileClaim, filing(policyId, body))
      const decisionId = (await propose(await reviewer(), claim.id, large)).reply!.case.decisions[0]!.id
      open.push({ id: claim.id, decisionId })
    }
    const answers = await Promise.all(open.map(async (it) => confirm(await reviewer(), it.id, it.decisionId)))
    // 3,920 yuan each of 5,000: the first as proposed, the others are to be worked out anew.
    expect(answers.map((it) => it.problem?.code ?? 'ok').sort()).toEqual([
      'benefit-changed',
      'benefit-changed',
      'ok',
    ])
    const left = open[answers.findIndex((it) => it.problem)]!
    await confirm(await reviewer(), left.id, left.decisionId, 'send-back')
    const rest = (await propose(await reviewer(), left.id, large)).reply!.case.decisions[0]!
    expect(rest.benefit?.totalFen).toBe(108_000)
  })

  it('shows its papers to reviewers while it is open, logs each look, and tells the member of it', async () => {
    const person = await world.person('worker')
    const id = await world.claim(person)
    const [first, second] = [await reviewer(), await reviewer()]
    const { case: found } = await first.phone.get(api.getCase, at(id))
    const photoId = found.papers[0]!.id
    const look = async (it: Person, size = 'full') =>
      (
        await server.fetch(`/v1/uploads/${photoId}?size=${size}`, {
          headers: { authorization: `Bearer ${it.phone.token}` },
        })
      ).status
    expect(await look(first)).toBe(200)
    // Small ones belong to the look at the case.
    expect(await look(first, 'small')).toBe(200)
    expect(found.holder).not.toBe(person.name)
    const told = await first.phone.get(api.revealIdentity, { ...at(id), body: { reason: '和病历核对' } })
    expect([told.name, told.idNumber]).toEqual([person.name, person.idNumber])
    expect(await first.phone.refused(api.revealIdentity, { ...at(id), body: { reason: ' ' } })).toMatchObject(
      {
        code: 'reason-required',
        field: 'reason',
      },
    )
    const { claim } = await person.phone.get(api.getClaim, at(id))
    expect(claim.looks.map((it) => it.what)).toEqual(['identity', 'photo', 'case'])
    const { looks } = await (
      await world.person('admin')
    ).phone.get(api.listClaimLooks, { query: { claim: claim.number } })
    expect(looks.map((it) => [it.what, it.reason])).toEqual([
      ['identity', '和病历核对'],
      ['photo', null],
      ['case', null],
    ])
    // By themselves they are looks of their own.
    expect(await look(second, 'small')).toBe(200)
    const after = (await person.phone.get(api.getClaim, at(id))).claim.looks
    expect(after.map((it) => it.what)).toEqual(['photo', 'identity', 'photo', 'case'])
    const decisionId = (await propose(first, id)).reply!.case.decisions[0]!.id
    await confirm(second, id, decisionId)
    expect(await look(first)).toBe(409)
    expect((await first.phone.get(api.getCase, at(id))).case).toMatchObject({
      papers: [],
      words: '',
      facts: noFacts,
    })
    expect(await look(person)).toBe(200)
  })

  const allCases = async (phone: Person['phone']) => {
    const all: ReplyOf<typeof api.listCases>['cases'][number][] = []
    for (let after: string | undefined; ;) {
      const { cases, next } = await phone.get(api.listCases, { query: { ...(after && { after }) } })
      all.push(...cases)
      if (next === null) return all
      after = next
    }
  }

  it('lies on top of the queue once it is overdue, and is told of', async () => {
    const id = await world.claim(await world.person('worker'))
    const before = server.now
    server.now = Date.parse('2026-12-02T01:00:00.000Z')
    try {
      const { phone } = await reviewer()
      const { counts } = await phone.get(api.listCases, { query: {} })
      // Of those due at the same time the oldest is on top, so that it may lie beyond the first page.
      const cases = await allCases(phone)
      expect(cases.find((it) => it.id === id)).toMatchObject({ overdue: true })
      expect(counts.overdue).toBeGreaterThan(0)
      const dues = cases.map((it) => it.dueAt)
      expect(dues).toEqual([...dues].sort())
      const admin = await world.person('admin')
      const { overdue } = await admin.phone.get(api.listOverdueClaims, {})
      expect(overdue.length).toBeGreaterThanOrEqual(counts.overdue)
      const late = overdue.map((it) => it.daysLate)
      expect(late).toEqual([...late].sort((a, b) => b - a))
      expect(late.at(-1)).toBeGreaterThanOrEqual(1)
    } finally {
      server.now = before
    }
  })

  it('can be paged through without one twice or left out', async () => {
    const { phone } = await reviewer()
    const all = (await allCases(phone)).map((it) => it.id)
    const rows = await server.asOwner<{ id: string }>(
      `SELECT id FROM aid_claim WHERE state IN ('submitted', 'reviewing') ORDER BY due_at, id`,
    )
    expect(all).toEqual(rows.map((it) => it.id))
    expect((await phone.refused(api.listCases, { query: { after: 'x' } })).field).toBe('after')
  })
})

describe('money', () => {
  it('that came back is in the queue again: with a new account, or sent anew', async () => {
    const person = await world.person('worker')
    const payoutId = await world.returned(person)
    const { id } = (await person.phone.get(api.listClaims, {})).claims[0]!
    expect((await person.phone.get(api.getClaim, at(id))).claim).toMatchObject({
      state: 'approved',
      payout: { state: 'failed', fault: '户名不符' },
    })
    const body = { kind: 'bank' as const, bank: '招商银行', cardNumber: cardOf(person) }
    await person.phone.get(api.putPayoutAccount, { body })
    const { phone } = await reviewer()
    const { payouts } = await phone.get(api.listPayouts, { query: {} })
    expect(payouts.find((it) => it.id === payoutId)).toMatchObject({
      state: 'due',
      account: `招商银行 **** ${cardOf(person).slice(-4)}`,
    })
    expect((await phone.refused(api.retryPayout, at(payoutId))).code).toBe('payout-not-failed')
    const { batch } = await phone.get(api.makePayoutBatch, { body: {}, key: newKey() })
    const { csv } = await phone.get(api.getPayoutFile, at(batch.id))
    const results = csv.replaceAll(/,,\r\n/g, ',成功,\r\n')
    await phone.get(api.importPayoutResults, { ...at(batch.id), body: { csv: results } })
    expect((await person.phone.get(api.getClaim, at(id))).claim.state).toBe('paid')
    // The file in which it failed still says so.
    const { batches } = await phone.get(api.listPayouts, { query: {} })
    expect(batches.map((it) => [it.done, it.failed]).slice(0, 2)).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  it('goes into one file, of any number who make one at once, and never by whom it concerns', async () => {
    const self = await world.person('reviewer')
    await world.payout(self)
    expect((await self.phone.refused(api.makePayoutBatch, { body: {}, key: newKey() })).code).toBe(
      'batch-empty',
    )
    for (let i = 0; i < 3; i++) await world.payout(await world.person('worker'))
    const people = [await reviewer(), await reviewer(), await reviewer()]
    const answers = await Promise.all(
      people.map((it) => it.phone.ask(api.makePayoutBatch, { body: {}, key: newKey() })),
    )
    const counts = answers.map((it) => it.reply?.batch.count ?? 0)
    expect(counts.reduce((a, b) => a + b, 0)).toBe(4)
    const key = newKey()
    await world.payout(await world.person('worker'))
    const once = await people[0]!.phone.get(api.makePayoutBatch, { body: {}, key })
    const again = await people[0]!.phone.ask(api.makePayoutBatch, { body: {}, key })
    expect([again.status, again.reply?.batch.id]).toEqual([200, once.batch.id])
  })

  it.each([
    ['a card that fails the check', { cardNumber: '6222020200112233445' }, 'card-number', 'cardNumber'],
    ['letters', { cardNumber: 'my card' }, 'card-number', 'cardNumber'],
    ['no bank', { bank: ' ' }, 'bank-name', 'bank'],
  ])('cannot go to %s', async (_what, over, code, field) => {
    const person = await world.verified(await world.person('worker'))
    await world.consent(person, 'bank')
    const body = { kind: 'bank' as const, bank: '中国工商银行', cardNumber: cardOf(person), ...over }
    expect(await person.phone.refused(api.putPayoutAccount, { body })).toMatchObject({ code, field })
  })

  it('goes to nobody who has not said who he is', async () => {
    const person = await world.person('worker')
    await world.consent(person, 'bank')
    const body = { kind: 'bank' as const, bank: '中国工商银行', cardNumber: cardOf(person) }
    expect((await person.phone.refused(api.putPayoutAccount, { body })).code).toBe('verification-required')
    expect((await person.phone.refused(api.putPayoutAccount, { body: { kind: 'wechat' } })).code).toBe(
      'verification-required',
    )
  })

  it('cannot be had by one person alone, whatever the API did: the database refuses', async () => {
    const person = await world.person('worker')
    const claimId = await world.claim(person)
    const first = await reviewer()
    const decisionId = (await propose(first, claimId)).reply!.case.decisions[0]!.id
    await expect(
      server.asOwner(
        `UPDATE aid_decision SET second_by = proposed_by, second_at = now(), outcome = 'confirm' WHERE id = '${decisionId}'`,
      ),
    ).rejects.toThrow(/decision_two_people/)
    await expect(
      server.asOwner(
        `INSERT INTO aid_payout (id, claim_id, decision_id, amount_fen, first_by, second_by, state, approved_at, due_at)
         VALUES (gen_random_uuid(), '${claimId}', '${decisionId}', 1, '${first.id}', '${first.id}', 'due', now(), now())`,
      ),
    ).rejects.toThrow(/payout_two_people/)
  })
})

describe('messages', () => {
  const wanting = (...people: Person[]) =>
    server.asOwner(
      `INSERT INTO subscription (worker_id, kind, left_count) VALUES ${people.map((it) => `('${it.id}', 'claim', 10)`).join()}`,
    )
  const heard = async (it: Person) =>
    (
      await server.asOwner<{ state: string }>(
        `SELECT facts ->> 'state' AS state FROM outbox WHERE worker_id = '${it.id}' AND kind = 'claim' ORDER BY id`,
      )
    ).map((row) => row.state)

  it('tell the member and the relative of all that others do, and nobody of what he does himself', async () => {
    const member = await world.person('worker')
    const { code, policyId } = await world.familyCode(member)
    const { person: wife } = await covered()
    await wanting(member, wife)
    const { claim } = await wife.phone.get(api.fileClaim, filing(policyId, { familyCode: code }))
    const [first, second] = [await reviewer(), await reviewer()]
    await first.phone.get(api.takeCase, at(claim.id))
    const proposed = (await propose(first, claim.id)).reply!.case.decisions[0]!
    await confirm(second, claim.id, proposed.id, 'send-back')
    await wife.phone.get(api.withdrawClaim, at(claim.id))
    expect(await heard(member)).toEqual(['已收到', '正在核对', '正在核对', '已撤回'])
    expect(await heard(wife)).toEqual(['正在核对', '正在核对'])
  })

  it('tell of money that came back, so that he names another account', async () => {
    const person = await world.person('worker')
    await wanting(person)
    await world.returned(person)
    expect(await heard(person)).toEqual(['通过了，等打款', '没打成'])
  })
})

describe('withdrawal', () => {
  it('of a claim deletes its photos and drops what was proposed; nobody can decide it any more', async () => {
    const person = await world.person('worker')
    const id = await world.claim(person)
    const first = await reviewer()
    const decisionId = (await propose(first, id)).reply!.case.decisions[0]!.id
    expect((await person.phone.get(api.withdrawClaim, at(id))).claim).toMatchObject({
      state: 'withdrawn',
      photos: [],
    })
    expect((await person.phone.get(api.withdrawClaim, at(id))).claim.state).toBe('withdrawn')
    expect((await confirm(await reviewer(), id, decisionId)).problem?.code).toBe('case-closed')
    expect((await propose(first, id)).problem?.code).toBe('case-closed')
  })

  it('comes too late once it is approved', async () => {
    const person = await world.person('worker')
    const id = await world.decided(person, 'approve')
    expect((await person.phone.refused(api.withdrawClaim, at(id))).code).toBe('claim-decided')
    const more = { ...at(id), body: { complete: true, words: '还有' }, key: newKey() }
    expect((await person.phone.refused(api.addPapers, more)).code).toBe('claim-closed')
  })
})

describe('joining', () => {
  const cancel = ({ phone }: Person, id: string) => phone.ask(api.cancelPolicy, at(id))

  it('cannot be taken back while a claim is open or was granted, and can be once it is withdrawn', async () => {
    const { person, policyId } = await covered()
    const { claim } = await person.phone.get(api.fileClaim, filing(policyId))
    expect((await cancel(person, policyId)).problem?.code).toBe('policy-claimed')
    await person.phone.get(api.withdrawClaim, at(claim.id))
    expect((await cancel(person, policyId)).status).toBe(200)
  })

  it('is taken back or claimed by, never both, where they come at once', async () => {
    for (let i = 0; i < 10; i++) {
      const { person, policyId } = await covered()
      const [left, filed] = await Promise.all([
        cancel(person, policyId),
        person.phone.ask(api.fileClaim, filing(policyId)),
      ])
      expect([left.status, filed.status]).toEqual(left.status === 200 ? [200, 409] : [409, 201])
    }
  })
})

describe('what the scheme did', () => {
  it('is told in figures of nobody', async () => {
    const { figures } = await server.anyone.get(api.getClaimFigures, {})
    const [all] = figures
    const [row] = await server.asOwner<{ paid: number; fen: string }>(
      `SELECT count(*)::int AS paid, sum(approved_fen) AS fen FROM aid_claim WHERE state = 'paid'`,
    )
    expect(all).toMatchObject({ paid: row!.paid, paidFen: Number(row!.fen) })
    expect(all!.claims).toBe(all!.paid + all!.refused + all!.open)
    expect(all!.medianDays).toBeNull()
  })
})
