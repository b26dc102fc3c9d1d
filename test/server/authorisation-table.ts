import type { EndpointName, RefusalCode } from '@/contract'
import type { Kind } from './personal-data'

/** Who may do what, endpoint by endpoint. authorisation.test.ts asks the API each of these, and holds it to them. */

export const roles = ['anonymous', 'worker', 'clerk', 'reviewer', 'admin'] as const
export type RoleOrNone = (typeof roles)[number]

/** `ok`, or the code of the refusal. */
type Outcome = 'ok' | RefusalCode
export type Outcomes = Readonly<Record<RoleOrNone, Outcome>>

export interface Row {
  /** The caller asks about what is his own: his voucher, his order, a station he works for. */
  readonly own: Outcomes
  /** He asks about another's. `public`: it belongs to nobody in particular. `none`: the endpoint names no object. */
  readonly another: Outcomes | 'public' | 'none'
  /** All of a person that a reply carries: of the caller, and of others. */
  readonly shows?: readonly Kind[]
  readonly showsOfOthers?: readonly Kind[]
}

const each = (outcome: Outcome): Outcomes => ({
  anonymous: outcome,
  worker: outcome,
  clerk: outcome,
  reviewer: outcome,
  admin: outcome,
})
const anyone = each('ok')
const members: Outcomes = { ...each('ok'), anonymous: 'session-required' }
const only = (role: RoleOrNone, outcome: Outcome = 'ok'): Outcomes => ({
  ...each('role-required'),
  anonymous: 'session-required',
  [role]: outcome,
})
/** The invitation is to the station where the clerk works already. */
const unlessClerk: Outcomes = { ...members, clerk: 'already-staff' }
/** To everyone but its owner it is as if it were not there. */
const hidden: Outcomes = { ...each('not-found'), anonymous: 'session-required' }

const me: readonly Kind[] = ['worker-id', 'masked-name']
const myClaim: readonly Kind[] = ['claim-id', 'claim-number', 'policy-id', 'masked-name']
const aCase: readonly Kind[] = ['claim-id', 'claim-number', 'policy-number', 'masked-name', 'photo-id']
const myVoucher: readonly Kind[] = ['voucher-id', 'handle', 'secret']

export const table: Record<EndpointName, Row> = {
  openSession: { own: anyone, another: 'none', shows: [...me, 'token'] },
  closeSession: { own: members, another: 'none' },
  sendPhoneCode: { own: anyone, another: 'none' },
  listSessions: { own: members, another: 'none', shows: ['session-id'] },
  revokeSession: { own: members, another: hidden },
  bindPhone: { own: members, another: 'none', shows: [...me, 'masked-phone'] },
  getMe: { own: members, another: 'none', shows: me },
  exportMe: {
    own: members,
    another: 'none',
    shows: [
      ...me,
      'masked-phone',
      'session-id',
      'application-id',
      'voucher-id',
      'order-id',
      'policy-id',
      'policy-number',
      'certificate',
    ],
  },
  deleteMe: { own: members, another: 'none' },
  keepMe: { own: members, another: 'none', shows: me },
  declareOccupation: { own: members, another: 'none', shows: me },
  listConsents: { own: members, another: 'none' },
  putConsent: { own: members, another: 'none', shows: me },
  verifyIdentity: { own: members, another: 'none', shows: me },

  nearestStations: { own: anyone, another: 'public' },
  stationClusters: { own: anyone, another: 'none' },
  getStationPack: { own: anyone, another: 'public' },
  getStation: { own: anyone, another: 'public' },

  findStationByCode: { own: anyone, another: 'public' },
  checkIn: { own: anyone, another: 'public', shows: ['voucher-id'] },
  reportStation: { own: members, another: 'public' },
  clearReports: { own: only('clerk'), another: only('clerk', 'station-not-yours') },
  openDoor: { own: members, another: 'public' },
  doorEvents: { own: anyone, another: 'none' },

  listCampaigns: { own: anyone, another: 'none', shows: ['voucher-id'] },
  getCampaign: { own: anyone, another: 'public', shows: ['voucher-id'] },
  campaignLedger: { own: anyone, another: 'public' },
  ledgerHead: { own: anyone, another: 'none' },
  claimCampaign: { own: members, another: 'public', shows: myVoucher },

  getDraw: { own: anyone, another: 'public', shows: ['entry-id'] },
  typeRandomness: { own: only('reviewer'), another: 'public' },
  getEntitlements: { own: members, another: 'none', shows: [...myVoucher, 'entry-id'] },
  getPresence: { own: only('clerk'), another: only('clerk', 'station-not-yours') },
  listSlowed: {
    own: only('admin'),
    another: 'none',
    showsOfOthers: ['slowed-id', 'worker-id', 'masked-name'],
  },
  clearSlowed: { own: only('admin'), another: only('admin') },

  listAlarms: { own: only('admin'), another: 'none' },
  listVouchers: { own: members, another: members, shows: myVoucher },
  getVoucher: { own: members, another: hidden, shows: myVoucher },

  returnVoucher: { own: members, another: hidden, shows: myVoucher },
  reissueVoucher: { own: members, another: hidden, shows: myVoucher },
  moveVoucher: { own: members, another: hidden, shows: myVoucher },
  reportMissing: { own: members, another: hidden, shows: myVoucher },
  listMissing: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['report-id', 'voucher-id', 'masked-name'],
  },
  resolveMissing: {
    own: only('clerk'),
    // A report at another's station is as if it were not there.
    another: only('clerk', 'not-found'),
    showsOfOthers: ['report-id', 'voucher-id', 'masked-name'],
  },

  previewRedemption: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['masked-name'],
  },
  redeemVoucher: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['masked-name', 'voucher-id', 'redemption-id'],
  },
  undoRedemption: {
    own: only('clerk'),
    // One at another's station is as if it were not there.
    another: only('clerk', 'not-found'),
    showsOfOthers: ['masked-name', 'voucher-id', 'redemption-id'],
  },
  redeemBatch: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    // The key is the clerk's own, who sent it.
    showsOfOthers: ['masked-name', 'voucher-id', 'redemption-id', 'key'],
  },
  grantKeys: { own: anyone, another: 'none' },
  listRedemptions: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['masked-name', 'voucher-id', 'redemption-id'],
  },

  findByHand: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['masked-name', 'voucher-id'],
  },
  redeemByHand: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['masked-name', 'voucher-id', 'redemption-id'],
  },
  getStock: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    // Who of the station's clerks entered it.
    showsOfOthers: ['masked-name'],
  },
  enterArrival: { own: only('clerk'), another: only('clerk', 'station-not-yours'), shows: ['masked-name'] },
  enterLoss: { own: only('clerk'), another: only('clerk', 'station-not-yours'), shows: ['masked-name'] },
  handOver: { own: only('clerk'), another: only('clerk', 'station-not-yours'), shows: ['masked-name'] },
  takeOver: {
    own: only('clerk'),
    another: only('clerk', 'not-found'),
    shows: ['masked-name'],
    showsOfOthers: ['masked-name'],
  },
  listHandovers: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['masked-name'],
  },
  listPlans: { own: anyone, another: 'none' },
  makeQuote: { own: members, another: 'public', shows: ['quote-id'] },
  placeOrder: { own: members, another: hidden, shows: ['order-id'] },
  getOrder: { own: members, another: hidden, shows: ['order-id', 'policy-id'] },
  listOrders: { own: members, another: 'none', shows: ['order-id'] },
  listPolicies: {
    own: members,
    another: 'none',
    shows: ['policy-id', 'policy-number', 'masked-name', 'certificate'],
  },
  cancelPolicy: {
    own: members,
    another: hidden,
    shows: ['policy-id', 'policy-number', 'masked-name', 'certificate'],
  },
  checkCertificate: {
    own: anyone,
    another: 'public',
    shows: ['policy-number', 'masked-name'],
    showsOfOthers: ['policy-number', 'masked-name'],
  },
  preparePayment: { own: members, another: hidden },
  paySandboxOrder: { own: members, another: hidden, shows: ['order-id', 'policy-id'] },
  wechatNotices: { own: anyone, another: 'none' },

  invite: { own: only('admin'), another: 'public', shows: ['invitation-id'] },
  listInvitations: {
    own: only('admin'),
    another: 'none',
    shows: ['invitation-id'],
    // All admins see all.
    showsOfOthers: ['invitation-id'],
  },
  withdrawInvitation: { own: only('admin'), another: only('admin') },
  checkInvitation: { own: unlessClerk, another: 'none' },
  acceptInvitation: { own: unlessClerk, another: 'none', shows: me },
  listStaff: { own: only('admin'), another: 'none', showsOfOthers: me },
  removeStaff: { own: only('admin'), another: 'public' },
  findStations: { own: only('admin'), another: 'public' },

  askRecovery: { own: members, another: 'none' },
  checkRecovery: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['masked-name'],
  },
  confirmRecovery: {
    own: only('clerk'),
    another: only('clerk', 'station-not-yours'),
    showsOfOthers: ['masked-name'],
  },

  uploadPhoto: { own: members, another: 'none', shows: ['photo-id'] },
  getPhoto: { own: members, another: hidden },
  deletePhoto: { own: members, another: hidden },
  fileClaim: { own: members, another: hidden, shows: myClaim },
  listClaims: { own: members, another: 'none', shows: myClaim },
  getClaim: { own: members, another: hidden, shows: [...myClaim, 'photo-id'] },
  addPapers: { own: members, another: hidden, shows: [...myClaim, 'photo-id'] },
  withdrawClaim: { own: members, another: hidden, shows: myClaim },
  objectToRefusal: { own: members, another: hidden, shows: [...myClaim, 'photo-id'] },
  makeFamilyCode: { own: members, another: hidden, shows: ['family-code-id', 'policy-id'] },
  listFamilyCodes: { own: members, another: hidden, shows: ['family-code-id', 'policy-id'] },
  withdrawFamilyCode: { own: members, another: hidden },
  // To whoever has the code.
  checkFamilyCode: { own: members, another: 'none', showsOfOthers: ['policy-id', 'masked-name'] },
  getPayoutAccount: { own: members, another: 'none', shows: ['masked-name', 'masked-card'] },
  putPayoutAccount: { own: members, another: 'none', shows: ['masked-name', 'masked-card'] },
  deletePayoutAccount: { own: members, another: 'none' },
  collectPayout: { own: members, another: hidden },
  takeSandboxPayout: { own: members, another: hidden, shows: [...myClaim, 'photo-id'] },
  wechatTransferNotices: { own: anyone, another: 'none' },
  getClaimFigures: { own: anyone, another: 'none' },
  listCases: {
    own: only('reviewer'),
    another: 'none',
    showsOfOthers: ['claim-id', 'claim-number', 'masked-name'],
  },
  getCase: { own: only('reviewer'), another: 'public', showsOfOthers: aCase },
  takeCase: { own: only('reviewer'), another: 'public', shows: ['masked-name'], showsOfOthers: aCase },
  releaseCase: { own: only('reviewer'), another: 'public', showsOfOthers: aCase },
  // For a reason, and logged.
  revealIdentity: { own: only('reviewer'), another: 'public', showsOfOthers: ['full-name', 'id-number'] },
  askForPapers: { own: only('reviewer'), another: 'public', showsOfOthers: aCase },
  proposeDecision: {
    own: only('reviewer'),
    another: 'public',
    shows: ['masked-name'],
    showsOfOthers: [...aCase, 'decision-id'],
  },
  confirmDecision: {
    own: only('reviewer'),
    another: 'public',
    shows: ['masked-name'],
    // It is closed to reviewers from then on.
    showsOfOthers: [...aCase.filter((it) => it !== 'photo-id'), 'decision-id'],
  },
  giveFamilyCode: { own: only('reviewer'), another: 'public', showsOfOthers: ['masked-name'] },
  listPayouts: {
    own: only('reviewer'),
    another: 'none',
    showsOfOthers: ['claim-id', 'claim-number', 'masked-name', 'masked-card', 'payout-id'],
  },
  makePayoutBatch: { own: only('reviewer'), another: 'none', shows: ['masked-name'] },
  // As the bank needs it, and logged.
  getPayoutFile: {
    own: only('reviewer'),
    another: 'public',
    showsOfOthers: ['claim-number', 'full-name'],
  },
  importPayoutResults: { own: only('reviewer'), another: 'public', showsOfOthers: ['masked-name'] },
  retryPayout: {
    own: only('reviewer'),
    another: 'public',
    showsOfOthers: ['claim-id', 'claim-number', 'masked-name', 'masked-card', 'payout-id'],
  },
  listClaimLooks: {
    own: only('admin'),
    another: 'none',
    showsOfOthers: ['claim-number', 'masked-name', 'note'],
  },
  listOverdueClaims: { own: only('admin'), another: 'none' },

  listUnions: { own: anyone, another: 'none' },
  joinUnion: { own: members, another: 'none', shows: ['application-id'] },
  listUnionApplications: { own: members, another: 'none', shows: ['application-id'] },
  leaveUnion: { own: members, another: hidden, shows: ['application-id'] },
  listUnionCases: {
    own: only('admin'),
    another: 'none',
    showsOfOthers: ['application-id', 'masked-name', 'masked-phone'],
  },
  decideUnionCase: {
    own: only('admin'),
    another: 'public',
    showsOfOthers: ['application-id', 'masked-name'],
  },

  listSubscriptions: { own: members, another: 'none' },
  subscribe: { own: members, another: 'none' },
  listDeadNotices: { own: only('admin'), another: 'none' },
  retryNotice: { own: only('admin'), another: 'public' },

  getVersion: { own: anyone, another: 'none' },
  getHealth: { own: anyone, another: 'none' },
}
