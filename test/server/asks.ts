import { api, type CallInput, type EndpointName } from '@/contract'
import { consentHash, consentTexts } from '@/rules/consent-texts'
import { newKey, type TestApi } from '../support/api'
import { allNight, drawn, here, inStock, open, plan, toBeDrawn, union } from '../support/fixtures'
import { cardOf, type Person, type World } from './world'

export type Whose = 'own' | 'another'

export interface Asking {
  whose: Whose
  /** Whom the things asked about belong to: the caller, or a worker who has nothing to do with him. */
  owner: Person
  /** Some worker beside those two. */
  third: () => Promise<Person>
}

const identityConsent = {
  purpose: 'identity' as const,
  version: consentTexts.identity.version,
  textHash: consentHash('identity'),
  given: true,
}

export type Asks = { [Name in EndpointName]: (it: Asking) => Promise<CallInput<(typeof api)[Name]>> }

/** How each endpoint is asked about something of `owner`. What must be there first is made here. */
export const asksOf = (server: TestApi, world: World): Asks => ({
  openSession: async () => ({ body: { provider: 'demo', code: 'rider' } }),
  closeSession: async () => ({}),
  sendPhoneCode: async ({ owner }) => ({ body: { phone: owner.number } }),
  listSessions: async () => ({}),
  revokeSession: async ({ owner }) => ({ params: { id: owner.otherSessionId } }),
  bindPhone: async ({ owner }) => ({ body: { code: owner.number } }),
  getMe: async () => ({}),
  exportMe: async ({ owner }) => {
    await world.voucher(owner)
    await world.policy(owner)
    await world.application(owner)
    await owner.phone.get(api.bindPhone, { body: { code: owner.number } })
    return {}
  },
  deleteMe: async () => ({}),
  keepMe: async () => ({}),
  declareOccupation: async () => ({ body: { occupation: 'courier' } }),
  listConsents: async ({ owner }) => {
    await world.consent(owner)
    return {}
  },
  putConsent: async () => ({ body: identityConsent }),
  verifyIdentity: async ({ owner }) => {
    await world.consent(owner)
    return { body: { name: owner.name, idNumber: owner.idNumber } }
  },
  nearestStations: async () => ({ query: here }),
  stationClusters: async () => ({ query: { west: 119, south: 39, east: 120, north: 40, zoom: 10 } }),
  getStationPack: async () => ({ params: { regionCode: open.regionCode } }),
  getStation: async () => ({ params: { id: open.id } }),
  findStationByCode: async () => ({ params: { code: open.code } }),
  checkIn: async ({ owner }) => {
    await world.voucher(owner)
    return { params: { id: open.id }, body: {} }
  },
  reportStation: async () => ({ params: { id: open.id }, body: { kind: 'locked' } }),
  clearReports: async ({ whose }) => ({ params: { id: whose === 'own' ? open.id : allNight.id } }),
  openDoor: async () => ({ params: { id: allNight.id }, body: {} }),
  doorEvents: async () => ({ body: world.doorMessage() }),
  listCampaigns: async ({ owner }) => {
    await world.voucher(owner)
    return {}
  },
  getCampaign: async ({ owner }) => {
    await world.voucher(owner)
    return { params: { id: inStock.id }, query: here }
  },
  campaignLedger: async () => ({ params: { id: inStock.id } }),
  ledgerHead: async () => ({}),
  claimCampaign: async () => ({ params: { id: inStock.id }, body: { stationId: open.id }, key: newKey() }),
  getDraw: async ({ owner }) => {
    await world.enter(owner)
    return { params: { id: drawn.id }, query: { entries: true } }
  },
  typeRandomness: async () => ({
    params: { id: toBeDrawn.id },
    body: { randomness: '03 08 12 19 27 31' },
  }),
  getEntitlements: async ({ owner }) => {
    await world.voucher(owner)
    await world.enter(owner)
    return {}
  },
  getPresence: async ({ whose }) => ({ params: { id: whose === 'own' ? open.id : allNight.id } }),
  listSlowed: async ({ third }) => {
    await world.slowed(await third())
    return {}
  },
  clearSlowed: async ({ third }) => ({ params: { id: await world.slowed(await third()) } }),
  listAlarms: async () => ({ query: {} }),
  listVouchers: async ({ owner, whose }) => {
    const { id } = await world.voucher(owner)
    return { query: whose === 'own' ? {} : { after: id } }
  },
  getVoucher: async ({ owner }) => ({ params: { id: (await world.voucher(owner)).id } }),
  returnVoucher: async ({ owner }) => ({ params: { id: (await world.voucher(owner)).id } }),
  reissueVoucher: async ({ owner }) => ({ params: { id: (await world.voucher(owner)).id } }),
  moveVoucher: async ({ owner }) => ({
    params: { id: (await world.voucher(owner)).id },
    body: { stationId: allNight.id },
  }),
  reportMissing: async ({ owner }) => ({ params: { id: (await world.voucher(owner)).id }, body: {} }),
  listMissing: async ({ whose, third }) => {
    await world.missing(await third(), open.id)
    return { query: { stationId: whose === 'own' ? open.id : allNight.id } }
  },
  resolveMissing: async ({ whose, third }) => ({
    params: { id: await world.missing(await third(), whose === 'own' ? open.id : allNight.id) },
    body: { outcome: 'found' },
  }),
  previewRedemption: async ({ whose, third }) => {
    const stationId = whose === 'own' ? open.id : allNight.id
    const code = world.qr(await world.voucher(await third(), stationId))
    return { body: { code, stationId, deviceTime: new Date(server.now).toISOString() } }
  },
  redeemVoucher: async ({ whose, third }) => {
    const stationId = whose === 'own' ? open.id : allNight.id
    const voucher = await world.voucher(await third(), stationId)
    return {
      body: { code: world.qr(voucher), stationId, deviceTime: new Date(server.now).toISOString() },
      key: newKey(),
    }
  },
  undoRedemption: async ({ whose, third }) => ({
    params: { id: await world.redeemed(await third(), whose === 'own' ? open.id : allNight.id) },
  }),
  redeemBatch: async ({ whose, third }) => {
    const stationId = whose === 'own' ? open.id : allNight.id
    const code = world.qr(await world.voucher(await third(), stationId))
    const now = new Date(server.now).toISOString()
    return { body: { stationId, deviceTime: now, scans: [{ key: newKey(), code, scannedAt: now }] } }
  },
  grantKeys: async () => ({}),
  listRedemptions: async ({ whose, third }) => {
    const clerk = await world.person('clerk')
    const voucher = await world.voucher(await third())
    await clerk.phone.get(api.redeemVoucher, {
      body: {
        code: world.qr(voucher),
        stationId: open.id,
        deviceTime: new Date(server.now).toISOString(),
      },
      key: newKey(),
    })
    return { query: { stationId: whose === 'own' ? open.id : allNight.id } }
  },
  findByHand: async ({ whose, third }) => ({
    body: await world.card(await third(), whose === 'own' ? open.id : allNight.id),
  }),
  redeemByHand: async ({ whose, third }) => {
    const owner = await third()
    const card = await world.card(owner, whose === 'own' ? open.id : allNight.id)
    const { vouchers } = await owner.phone.get(api.listVouchers, { query: {} })
    return { body: { ...card, voucherId: vouchers[0]!.id }, key: newKey() }
  },
  getStock: async ({ whose }) => {
    const { phone } = await world.clerkOf(open.id)
    const body = { stationId: open.id, campaignId: inStock.id, count: 2 }
    await phone.get(api.enterArrival, { body, key: newKey() })
    return { query: { stationId: whose === 'own' ? open.id : allNight.id } }
  },
  enterArrival: async ({ whose }) => ({
    body: { stationId: whose === 'own' ? open.id : allNight.id, campaignId: inStock.id, count: 2 },
    key: newKey(),
  }),
  enterLoss: async ({ whose }) => ({
    body: {
      stationId: whose === 'own' ? open.id : allNight.id,
      campaignId: inStock.id,
      count: 1,
      reason: 'damaged',
    },
    key: newKey(),
  }),
  handOver: async ({ whose }) => ({
    body: {
      stationId: whose === 'own' ? open.id : allNight.id,
      counts: [{ campaignId: inStock.id, counted: 3 }],
    },
    key: newKey(),
  }),
  takeOver: async ({ whose }) => ({
    params: { id: await world.handover(whose === 'own' ? open.id : allNight.id) },
  }),
  listHandovers: async ({ whose }) => {
    await world.handover(open.id)
    return { query: { stationId: whose === 'own' ? open.id : allNight.id } }
  },
  listPlans: async () => ({}),
  makeQuote: async () => ({ body: { planId: plan.id } }),
  placeOrder: async ({ owner }) => {
    await world.verify(owner)
    return { body: { quoteId: await world.quote(owner) }, key: newKey() }
  },
  getOrder: async ({ owner }) => ({ params: { id: await world.policy(owner) } }),
  listOrders: async ({ owner }) => {
    await world.order(owner)
    return {}
  },
  listPolicies: async ({ owner }) => {
    await world.policy(owner)
    return {}
  },
  cancelPolicy: async ({ owner }) => {
    await world.policy(owner)
    const { policies } = await owner.phone.get(api.listPolicies, {})
    return { params: { id: policies[0]!.id } }
  },
  checkCertificate: async ({ owner }) => {
    await world.policy(owner)
    const { policies } = await owner.phone.get(api.listPolicies, {})
    return { params: { code: policies[0]!.certificate } }
  },
  preparePayment: async ({ owner }) => ({ params: { id: await world.order(owner) } }),
  paySandboxOrder: async ({ owner }) => ({ body: { orderId: await world.order(owner) } }),
  wechatNotices: async () => ({}),
  invite: async () => ({ body: { role: 'clerk', stationIds: [open.id] } }),
  listInvitations: async ({ owner, third }) => {
    await world.invitation(owner)
    await world.invitation(await third())
    return {}
  },
  withdrawInvitation: async ({ owner }) => ({ params: { id: (await world.invitation(owner)).id } }),
  checkInvitation: async () => ({
    body: { code: (await world.invitation(await world.person('admin'))).code },
  }),
  acceptInvitation: async () => ({
    body: { code: (await world.invitation(await world.person('admin'))).code },
  }),
  listStaff: async () => {
    await world.person('clerk')
    return {}
  },
  removeStaff: async () => ({ params: { id: (await world.person('clerk')).id } }),
  findStations: async () => ({ query: { words: open.name } }),
  askRecovery: async ({ owner, third }) => {
    await world.consent(owner)
    const { name, idNumber } = await world.verified(await third())
    return { body: { name, idNumber } }
  },
  checkRecovery: async ({ whose, third }) => ({
    body: {
      code: await world.recovery(await third(), await third()),
      stationId: whose === 'own' ? open.id : allNight.id,
    },
  }),
  confirmRecovery: async ({ whose, third }) => ({
    body: {
      code: await world.recovery(await third(), await third()),
      stationId: whose === 'own' ? open.id : allNight.id,
    },
  }),
  listUnions: async () => ({ query: { region: '1303' } }),
  uploadPhoto: async () => ({ body: { purpose: 'bill' }, key: newKey() }),
  getPhoto: async ({ owner }) => ({ params: { id: await world.photo(owner) }, query: {} }),
  deletePhoto: async ({ owner }) => ({ params: { id: await world.photo(owner) } }),
  fileClaim: async ({ owner }) => ({
    params: { id: await world.covered(owner) },
    body: { kind: 'accident-treatment', happenedAt: '2026-11-20T08:00:00.000Z' },
    key: newKey(),
  }),
  listClaims: async ({ owner }) => {
    await world.claim(owner)
    return {}
  },
  getClaim: async ({ owner }) => ({ params: { id: await world.claim(owner) } }),
  addPapers: async ({ owner }) => ({
    params: { id: await world.claim(owner) },
    body: { complete: false, words: '还有一张' },
    key: newKey(),
  }),
  withdrawClaim: async ({ owner }) => ({ params: { id: await world.claim(owner) } }),
  objectToRefusal: async ({ owner }) => ({
    params: { id: await world.decided(owner, 'refuse') },
    body: { words: '我没有喝酒' },
    key: newKey(),
  }),
  makeFamilyCode: async ({ owner }) => ({ params: { id: await world.covered(owner) } }),
  listFamilyCodes: async ({ owner }) => ({ params: { id: (await world.familyCode(owner)).policyId } }),
  withdrawFamilyCode: async ({ owner }) => ({ params: { id: (await world.familyCode(owner)).id } }),
  checkFamilyCode: async ({ third }) => ({ body: { code: (await world.familyCode(await third())).code } }),
  getPayoutAccount: async ({ owner }) => {
    await world.payout(owner)
    return {}
  },
  putPayoutAccount: async ({ owner }) => {
    await world.verify(owner)
    return { body: { kind: 'bank', bank: '中国工商银行', cardNumber: cardOf(owner) } }
  },
  deletePayoutAccount: async () => ({}),
  collectPayout: async ({ owner }) => ({ params: { id: await world.collectable(owner) } }),
  takeSandboxPayout: async ({ owner }) => ({ body: { claimId: await world.offered(owner) } }),
  wechatTransferNotices: async () => ({}),
  getClaimFigures: async () => ({}),
  listCases: async ({ third }) => {
    await world.claim(await third())
    return { query: {} }
  },
  getCase: async ({ third }) => ({ params: { id: await world.claim(await third()) } }),
  takeCase: async ({ third }) => ({ params: { id: await world.claim(await third()) } }),
  releaseCase: async ({ third }) => ({ params: { id: await world.claim(await third()) } }),
  revealIdentity: async ({ third }) => ({
    params: { id: await world.claim(await third()) },
    body: { reason: '和病历上的名字核对' },
  }),
  askForPapers: async ({ third }) => ({
    params: { id: await world.claim(await third()) },
    body: { papers: [{ purpose: 'bill', text: '收费单要看得清金额' }] },
  }),
  proposeDecision: async ({ third }) => ({
    params: { id: await world.claim(await third()) },
    body: { decision: 'refuse', clause: '酒后、无证、无牌上路', reasons: '事故认定书上写明是酒后骑车' },
    key: newKey(),
  }),
  confirmDecision: async ({ third }) => {
    const person = await third()
    const id = await world.claim(person)
    const decisionId = await world.proposed(person, id)
    return { params: { id }, body: { decisionId, outcome: 'confirm' }, key: newKey() }
  },
  giveFamilyCode: async ({ third }) => {
    const person = await third()
    await world.covered(person)
    const { policies } = await person.phone.get(api.listPolicies, {})
    return { body: { policyNumber: policies[0]!.number, name: person.name, reason: '他爱人来办' } }
  },
  listPayouts: async ({ third }) => {
    await world.payout(await third())
    return { query: {} }
  },
  makePayoutBatch: async ({ third }) => {
    await world.payout(await third())
    return { body: {}, key: newKey() }
  },
  getPayoutFile: async ({ third }) => ({ params: { id: await world.batch(await third()) } }),
  importPayoutResults: async ({ third }) => {
    const id = await world.batch(await third())
    const { csv } = await (await world.person('reviewer')).phone.get(api.getPayoutFile, { params: { id } })
    return { params: { id }, body: { csv } }
  },
  retryPayout: async ({ third }) => ({ params: { id: await world.returned(await third()) } }),
  listClaimLooks: async ({ third }) => {
    const id = await world.claim(await third())
    const { phone } = await world.person('reviewer')
    await phone.get(api.revealIdentity, { params: { id }, body: { reason: '和病历上的名字核对' } })
    return { query: {} }
  },
  listOverdueClaims: async () => ({}),
  joinUnion: async ({ owner }) => {
    await world.verify(owner)
    return { body: { unionId: union.id, basis: 'household' } }
  },
  listUnionApplications: async ({ owner }) => {
    await world.application(owner)
    return {}
  },
  leaveUnion: async ({ owner }) => ({ params: { id: await world.application(owner) } }),
  listUnionCases: async ({ third }) => {
    const applicant = await third()
    await world.application(applicant)
    await applicant.phone.get(api.bindPhone, { body: { code: applicant.number } })
    return {}
  },
  decideUnionCase: async ({ third }) => ({
    params: { id: await world.application(await third()) },
    body: { decision: 'accept' },
  }),
  listSubscriptions: async () => ({}),
  subscribe: async ({ owner }) => {
    await world.consent(owner, 'messages')
    return { body: { kinds: ['redeemed'] } }
  },
  listDeadNotices: async ({ third }) => {
    await world.deadNotice(await third())
    return { query: {} }
  },
  retryNotice: async ({ third }) => ({ params: { id: await world.deadNotice(await third()) } }),
  getVersion: async () => ({}),
  getHealth: async () => ({}),
})
