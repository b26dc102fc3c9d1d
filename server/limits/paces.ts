import { api, type Endpoint } from '@/contract'

/** Classes of endpoints, by how often one may reasonably call them. */
export type Pace =
  | 'read'
  | 'write'
  | 'login'
  | 'sms'
  | 'verification'
  | 'claim'
  | 'redemption'
  | 'order'
  | 'door'
  | 'notice'
  // Of claims, beside 'claim': see server/fairness.
  | 'newcomers'
  // Of digits that were typed wrong: see server/redemptions/guard.ts.
  | 'guess'

/**
 * Who is counted: a person over all his devices, one device (a session), a network address, a phone number, a station, or a
 * voucher (by its handle).
 */
export type Subject = 'person' | 'device' | 'address' | 'phone' | 'station' | 'voucher'

export interface Limit {
  readonly calls: number
  /** The window starts with the first call. */
  readonly seconds: number
}

export type Limits = Readonly<Record<Pace, Readonly<Partial<Record<Subject, Limit>>>>>

/**
 * Addresses are shared: thousands of phones may stand behind one of a mobile network, and a station's riders behind its
 * Wi-Fi. So theirs are wide, and only there to stop a flood.
 */
export const limits = {
  read: {
    address: { calls: 6_000, seconds: 60 },
    device: { calls: 600, seconds: 60 },
    person: { calls: 900, seconds: 60 },
  },
  write: {
    address: { calls: 1_200, seconds: 60 },
    device: { calls: 60, seconds: 60 },
    person: { calls: 90, seconds: 60 },
  },
  login: {
    address: { calls: 30, seconds: 60 },
    device: { calls: 10, seconds: 60 },
    person: { calls: 10, seconds: 60 },
  },
  // Each costs money, and annoys whom it reaches unasked.
  sms: {
    address: { calls: 30, seconds: 600 },
    device: { calls: 5, seconds: 600 },
    person: { calls: 5, seconds: 600 },
    phone: { calls: 5, seconds: 3_600 },
  },
  // Whoever mistypes needs a few; whoever tries numbers needs many.
  verification: {
    address: { calls: 100, seconds: 600 },
    device: { calls: 10, seconds: 600 },
    person: { calls: 10, seconds: 600 },
  },
  claim: {
    address: { calls: 600, seconds: 60 },
    device: { calls: 20, seconds: 60 },
    person: { calls: 20, seconds: 60 },
  },
  // Accounts of today, not verified: of a yard's riders who all sign up at once each still gets his turn.
  newcomers: { address: { calls: 20, seconds: 600 } },
  // Of a million six-digit numbers up to sixty are good at once, one for each device and half minute.
  guess: {
    person: { calls: 10, seconds: 600 },
    station: { calls: 30, seconds: 600 },
    voucher: { calls: 5, seconds: 600 },
  },
  // A clerk with a queue before him scans one a second at the very most.
  redemption: {
    address: { calls: 600, seconds: 60 },
    device: { calls: 60, seconds: 60 },
    person: { calls: 60, seconds: 60 },
  },
  order: {
    address: { calls: 300, seconds: 60 },
    device: { calls: 20, seconds: 60 },
    person: { calls: 20, seconds: 60 },
  },
  // All payments come from a few addresses; whoever forges them costs one check of a signature.
  notice: { address: { calls: 6_000, seconds: 60 } },
  // Each may let somebody in.
  door: {
    address: { calls: 60, seconds: 60 },
    device: { calls: 6, seconds: 60 },
    person: { calls: 6, seconds: 60 },
  },
} as const satisfies Limits

const special = new Map<Endpoint, Pace>([
  [api.openSession, 'login'],
  [api.sendPhoneCode, 'sms'],
  [api.bindPhone, 'login'],
  [api.verifyIdentity, 'verification'],
  // Asks for everything at once.
  [api.exportMe, 'verification'],
  [api.checkInvitation, 'verification'],
  [api.acceptInvitation, 'verification'],
  [api.askRecovery, 'verification'],
  [api.checkRecovery, 'verification'],
  [api.confirmRecovery, 'verification'],
  [api.claimCampaign, 'claim'],
  [api.previewRedemption, 'redemption'],
  [api.redeemVoucher, 'redemption'],
  [api.undoRedemption, 'redemption'],
  // Whoever tries names and digits needs many.
  [api.findByHand, 'verification'],
  [api.redeemByHand, 'redemption'],
  [api.openDoor, 'door'],
  [api.placeOrder, 'order'],
  [api.cancelPolicy, 'order'],
  [api.preparePayment, 'order'],
  [api.paySandboxOrder, 'order'],
  [api.wechatNotices, 'notice'],
  [api.wechatTransferNotices, 'notice'],
  // Whoever tries codes, names and numbers needs many.
  [api.checkFamilyCode, 'verification'],
  [api.giveFamilyCode, 'verification'],
  [api.putPayoutAccount, 'verification'],
])

export const paceOf = (endpoint: Endpoint): Pace =>
  special.get(endpoint) ?? (endpoint.method === 'GET' ? 'read' : 'write')
