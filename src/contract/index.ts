import * as account from './account'
import * as aid from './aid'
import * as arrivals from './arrivals'
import * as campaigns from './campaigns'
import * as desk from './desk'
import * as entitlements from './entitlements'
import * as fairness from './fairness'
import * as leaving from './leaving'
import * as notices from './notices'
import * as recovery from './recovery'
import * as redemptions from './redemptions'
import * as staff from './staff'
import * as stations from './stations'
import * as system from './system'
import * as unions from './unions'
import * as vouchers from './vouchers'

/**
 * The endpoint table: the one description of the API, read by the client, the server, the mock, the tests and OpenAPI.
 */
export const api = {
  openSession: account.openSession,
  closeSession: account.closeSession,
  sendPhoneCode: account.sendPhoneCode,
  listSessions: account.listSessions,
  revokeSession: account.revokeSession,
  bindPhone: account.bindPhone,
  getMe: account.getMe,
  declareOccupation: account.declareOccupation,
  exportMe: leaving.exportMe,
  deleteMe: leaving.deleteMe,
  keepMe: leaving.keepMe,
  listConsents: account.listConsents,
  putConsent: account.putConsent,
  verifyIdentity: account.verifyIdentity,
  nearestStations: stations.nearestStations,
  stationClusters: stations.stationClusters,
  getStationPack: stations.getStationPack,
  getStation: stations.getStation,
  findStationByCode: arrivals.findStationByCode,
  checkIn: arrivals.checkIn,
  reportStation: arrivals.reportStation,
  clearReports: arrivals.clearReports,
  openDoor: arrivals.openDoor,
  doorEvents: arrivals.doorEvents,
  listCampaigns: campaigns.listCampaigns,
  getCampaign: campaigns.getCampaign,
  claimCampaign: campaigns.claimCampaign,
  campaignLedger: campaigns.campaignLedger,
  ledgerHead: campaigns.ledgerHead,
  getDraw: campaigns.getDraw,
  typeRandomness: campaigns.typeRandomness,
  getEntitlements: entitlements.getEntitlements,
  getPresence: fairness.getPresence,
  listSlowed: fairness.listSlowed,
  clearSlowed: fairness.clearSlowed,
  listAlarms: fairness.listAlarms,
  listVouchers: vouchers.listVouchers,
  getVoucher: vouchers.getVoucher,
  returnVoucher: vouchers.returnVoucher,
  reissueVoucher: vouchers.reissueVoucher,
  moveVoucher: vouchers.moveVoucher,
  reportMissing: vouchers.reportMissing,
  listMissing: vouchers.listMissing,
  resolveMissing: vouchers.resolveMissing,
  previewRedemption: redemptions.previewRedemption,
  redeemVoucher: redemptions.redeemVoucher,
  undoRedemption: redemptions.undoRedemption,
  redeemBatch: redemptions.redeemBatch,
  grantKeys: redemptions.grantKeys,
  listRedemptions: redemptions.listRedemptions,
  findByHand: desk.findByHand,
  redeemByHand: desk.redeemByHand,
  getStock: desk.getStock,
  enterArrival: desk.enterArrival,
  enterLoss: desk.enterLoss,
  handOver: desk.handOver,
  takeOver: desk.takeOver,
  listHandovers: desk.listHandovers,
  listPlans: aid.listPlans,
  makeQuote: aid.makeQuote,
  placeOrder: aid.placeOrder,
  getOrder: aid.getOrder,
  listPolicies: aid.listPolicies,
  cancelPolicy: aid.cancelPolicy,
  checkCertificate: aid.checkCertificate,
  preparePayment: aid.preparePayment,
  paySandboxOrder: aid.paySandboxOrder,
  wechatNotices: aid.wechatNotices,
  invite: staff.invite,
  listInvitations: staff.listInvitations,
  withdrawInvitation: staff.withdrawInvitation,
  checkInvitation: staff.checkInvitation,
  acceptInvitation: staff.acceptInvitation,
  listStaff: staff.listStaff,
  removeStaff: staff.removeStaff,
  findStations: staff.findStations,
  askRecovery: recovery.askRecovery,
  checkRecovery: recovery.checkRecovery,
  confirmRecovery: recovery.confirmRecovery,
  listUnions: unions.listUnions,
  joinUnion: unions.joinUnion,
  listUnionApplications: unions.listUnionApplications,
  leaveUnion: unions.leaveUnion,
  listUnionCases: unions.listUnionCases,
  decideUnionCase: unions.decideUnionCase,
  listSubscriptions: notices.listSubscriptions,
  subscribe: notices.subscribe,
  listDeadNotices: notices.listDeadNotices,
  retryNotice: notices.retryNotice,
  getVersion: system.getVersion,
  getHealth: system.getHealth,
} as const

export type Api = typeof api
export type EndpointName = keyof Api

export * from './account'
export * from './aid'
export * from './arrivals'
export * from './campaigns'
export * from './desk'
export * from './endpoint'
export * from './entitlements'
export * from './fairness'
export * from './leaving'
export * from './notices'
export * from './recovery'
export * from './redemptions'
export * from './refusals'
export * from './refusals-of'
export * from './shapes'
export * from './staff'
export * from './stations'
export * from './system'
export * from './unions'
export * from './vouchers'
