/**
 * The endpoint table: the one description of the API, read by the client, the server, the mock, the tests and OpenAPI.
 * As a module, so that each package of the mini-program takes along only what it calls.
 */
export {
  openSession,
  closeSession,
  sendPhoneCode,
  listSessions,
  revokeSession,
  bindPhone,
  getMe,
  declareOccupation,
  listConsents,
  putConsent,
  verifyIdentity,
} from './account'
export { exportMe, deleteMe, keepMe } from './leaving'
export { nearestStations, stationClusters, getStationPack, getStation } from './stations'
export { findStationByCode, checkIn, reportStation, clearReports, openDoor, doorEvents } from './arrivals'
export {
  listCampaigns,
  getCampaign,
  claimCampaign,
  campaignLedger,
  ledgerHead,
  getDraw,
  typeRandomness,
} from './campaigns'
export { getEntitlements } from './entitlements'
export { getPresence, listSlowed, clearSlowed, listAlarms } from './fairness'
export {
  listVouchers,
  getVoucher,
  returnVoucher,
  reissueVoucher,
  moveVoucher,
  reportMissing,
  listMissing,
  resolveMissing,
} from './vouchers'
export {
  previewRedemption,
  redeemVoucher,
  undoRedemption,
  redeemBatch,
  grantKeys,
  listRedemptions,
} from './redemptions'
export {
  findByHand,
  redeemByHand,
  getStock,
  enterArrival,
  enterLoss,
  handOver,
  takeOver,
  listHandovers,
} from './desk'
export {
  listPlans,
  makeQuote,
  placeOrder,
  getOrder,
  listOrders,
  listPolicies,
  cancelPolicy,
  checkCertificate,
  preparePayment,
  paySandboxOrder,
  wechatNotices,
} from './aid'
export {
  invite,
  listInvitations,
  withdrawInvitation,
  checkInvitation,
  acceptInvitation,
  listStaff,
  removeStaff,
  findStations,
} from './staff'
export { askRecovery, checkRecovery, confirmRecovery } from './recovery'
export {
  listUnions,
  joinUnion,
  listUnionApplications,
  leaveUnion,
  listUnionCases,
  decideUnionCase,
} from './unions'
export { listSubscriptions, subscribe, listDeadNotices, retryNotice } from './notices'
export { getVersion, getHealth } from './system'
export { uploadPhoto, getPhoto, deletePhoto } from './uploads'
export {
  fileClaim,
  listClaims,
  getClaim,
  addPapers,
  withdrawClaim,
  objectToRefusal,
  makeFamilyCode,
  listFamilyCodes,
  withdrawFamilyCode,
  checkFamilyCode,
  getPayoutAccount,
  putPayoutAccount,
  deletePayoutAccount,
  getClaimFigures,
} from './aid-claims'
export { collectPayout, takeSandboxPayout, wechatTransferNotices } from './transfers'
export {
  listCases,
  getCase,
  takeCase,
  releaseCase,
  revealIdentity,
  askForPapers,
  proposeDecision,
  confirmDecision,
  giveFamilyCode,
  listPayouts,
  makePayoutBatch,
  getPayoutFile,
  importPayoutResults,
  retryPayout,
  listClaimLooks,
  listOverdueClaims,
} from './claim-review'
