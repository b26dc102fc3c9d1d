/**
 * Every screen: where it lives and which parameters it reads. Tab pages are in the main package; the others are
 * grouped into subpackages by the folder after `pages/`. app.config.ts is made of this table.
 * A parameter that ends in `?` may be missing.
 */
export const routes = {
  stations: { path: 'pages/stations/index', params: [], tab: true },
  benefits: { path: 'pages/benefits/index', params: [], tab: true },
  aid: { path: 'pages/aid/index', params: [], tab: true },
  mine: { path: 'pages/mine/index', params: [], tab: true },
  station: { path: 'pages/station/detail/index', params: ['id'] },
  arrived: { path: 'pages/station/arrived/index', params: ['id'] },
  map: { path: 'pages/station/map/index', params: ['pick?'] },
  place: { path: 'pages/station/place/index', params: [] },
  vehicle: { path: 'pages/station/vehicle/index', params: [] },
  campaign: { path: 'pages/campaign/detail/index', params: ['id', 'stationId?', 'presence?'] },
  ledger: { path: 'pages/campaign/ledger/index', params: ['id'] },
  draw: { path: 'pages/campaign/draw/index', params: ['id'] },
  entitlements: { path: 'pages/campaign/entitlements/index', params: [] },
  changePickup: { path: 'pages/campaign/change/index', params: ['id', 'campaignId', 'missing?'] },
  voucher: { path: 'pages/voucher/show/index', params: ['id'] },
  wallet: { path: 'pages/voucher/wallet/index', params: [] },
  plan: { path: 'pages/mutual-aid/plan/index', params: ['id'] },
  join: { path: 'pages/mutual-aid/join/index', params: ['planId', 'orderId?'] },
  policy: { path: 'pages/mutual-aid/policy/index', params: ['id'] },
  report: { path: 'pages/aid-claim/report/index', params: ['policyId?', 'draftId?'] },
  claimSent: { path: 'pages/aid-claim/sent/index', params: ['draftId'] },
  aidClaim: { path: 'pages/aid-claim/case/index', params: ['id'] },
  claimPapers: { path: 'pages/aid-claim/papers/index', params: ['id'] },
  claimObjection: { path: 'pages/aid-claim/objection/index', params: ['id'] },
  relativeReport: { path: 'pages/aid-claim/relative/index', params: ['code?'] },
  familyCodes: { path: 'pages/aid-claim/family/index', params: ['policyId'] },
  payoutAccount: { path: 'pages/aid-claim/account/index', params: [] },
  aidFigures: { path: 'pages/aid-claim/figures/index', params: [] },
  certificate: { path: 'pages/mutual-aid/certificate/index', params: ['id?'] },
  desk: { path: 'pages/clerk/desk/index', params: ['code?'] },
  scanQueue: { path: 'pages/clerk/queue/index', params: [] },
  byHand: { path: 'pages/clerk/by-hand/index', params: [] },
  stock: { path: 'pages/clerk/stock/index', params: [] },
  handover: { path: 'pages/clerk/handover/index', params: [] },
  presence: { path: 'pages/clerk/presence/index', params: [] },
  missing: { path: 'pages/clerk/missing/index', params: [] },
  recoveryCheck: { path: 'pages/clerk/recovery/index', params: ['code?'] },
  review: { path: 'pages/review/queue/index', params: [] },
  reviewCase: { path: 'pages/review/case/index', params: ['id'] },
  payouts: { path: 'pages/review/payouts/index', params: [] },
  familyCodeFor: { path: 'pages/review/family-code/index', params: [] },
  login: { path: 'pages/account/login/index', params: ['then?'] },
  union: { path: 'pages/account/join/index', params: [] },
  recover: { path: 'pages/account/recover/index', params: [] },
  invitation: { path: 'pages/account/invitation/index', params: ['code?'] },
  devices: { path: 'pages/account/devices/index', params: [] },
  verify: { path: 'pages/account/verify/index', params: [] },
  occupation: { path: 'pages/account/occupation/index', params: [] },
  privacy: { path: 'pages/account/privacy/index', params: [] },
  consents: { path: 'pages/account/consents/index', params: [] },
  export: { path: 'pages/account/export/index', params: [] },
  leave: { path: 'pages/account/leave/index', params: [] },
  staff: { path: 'pages/admin/staff/index', params: [] },
  unionCases: { path: 'pages/admin/unions/index', params: [] },
  fairness: { path: 'pages/admin/fairness/index', params: [] },
  deadNotices: { path: 'pages/admin/notices/index', params: [] },
  claimsWatch: { path: 'pages/admin/claims/index', params: [] },
  invite: { path: 'pages/admin/invite/index', params: [] },
} as const satisfies Record<string, { path: string; params: readonly string[]; tab?: true }>

export type RouteName = keyof typeof routes
export type TabName = { [N in RouteName]: (typeof routes)[N] extends { tab: true } ? N : never }[RouteName]

type ParamName<N extends RouteName> = (typeof routes)[N]['params'][number]
type Optional<P> = P extends `${infer Name}?` ? Name : never
type Required<P> = P extends `${string}?` ? never : P

/** The parameters of one screen, as strings. */
export type RouteParams<N extends RouteName> = { [P in Required<ParamName<N>>]: string } & {
  [P in Optional<ParamName<N>>]?: string
}
