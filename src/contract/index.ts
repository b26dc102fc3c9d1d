import type * as endpoints from './endpoints'

export * as api from './endpoints'

export type Api = typeof endpoints
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
