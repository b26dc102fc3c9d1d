import * as z from 'zod/mini'

/** Shapes that several parts of the API share. Times are RFC 3339 in UTC, money is integer fen, points are GCJ-02. */

export const uuid = z.uuid()
export const timestamp = z.iso.datetime()
export const calendarDate = z.iso.date()
export const fen = z.int().check(z.gte(0))
export const count = z.int().check(z.gte(0))
export const base64url = z.string().check(z.regex(/^[A-Za-z0-9_-]+$/))

export const latitude = z.number().check(z.gte(-90), z.lte(90))
export const longitude = z.number().check(z.gte(-180), z.lte(180))
export const point = z.object({ lat: latitude, lng: longitude }).register(z.globalRegistry, { id: 'Point' })
export type Point = z.output<typeof point>

export const stationId = uuid

/** What someone does for a living; decides who is eligible. 快递员, 外卖配送员, 网约车司机, 货车司机. */
export const occupation = z.enum(['courier', 'rider', 'driver', 'trucker'])
export type Occupation = z.output<typeof occupation>

/** What personal data may be used for, each with a consent of its own. */
export const purposes = ['identity', 'location', 'health', 'bank', 'messages'] as const
export const purpose = z.enum(purposes)
export type Purpose = z.output<typeof purpose>

export const idParams = z.object({ id: uuid })
