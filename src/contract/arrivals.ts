import * as z from 'zod/mini'
import { campaign, item, standing } from './campaigns'
import { endpoint } from './endpoint'
import { count, idParams, timestamp, uuid } from './shapes'
import { doubt, liveState, openState, reportKind, station } from './stations'

export const findStationByCode = endpoint({
  method: 'GET',
  path: '/v1/stations/by-code/{code}',
  summary: 'The station whose printed code this is, for whoever types it. Small letters and spaces are fine.',
  auth: 'anyone',
  params: z.object({ code: z.string().check(z.minLength(1), z.maxLength(64)) }),
  success: 200,
  reply: z.object({ station, openState, live: liveState }),
  refusals: ['not-found', 'station-code-unknown'],
})

/** What a campaign hands out here; `left` is null for an entitlement. */
const stationOffer = z.object({ campaign, standing, left: z.nullable(count) })
export type StationOffer = z.output<typeof stationOffer>

/** A voucher of the caller that can be redeemed here. The voucher itself, with its secret, is his phone's already. */
const redeemable = z.object({
  voucherId: uuid,
  campaignId: uuid,
  title: z.string(),
  items: z.array(item),
  expiresAt: timestamp,
})
export type Redeemable = z.output<typeof redeemable>

export const checkIn = endpoint({
  method: 'POST',
  path: '/v1/stations/{id}/check-ins',
  summary:
    'Somebody has come to a station: tells what he can claim or redeem here. Kept is only when somebody was last here, to ' +
    'the minute. With a session it also clears 待核实, unless he reported the station himself.',
  auth: 'anyone',
  params: idParams,
  body: z.strictObject({}),
  success: 200,
  reply: z.object({
    station,
    openState,
    live: liveState,
    offers: z.array(stationOffer),
    /** Empty without a session. */
    redeemable: z.array(redeemable),
  }),
  refusals: ['not-found'],
})

export const reportStation = endpoint({
  method: 'POST',
  path: '/v1/stations/{id}/reports',
  summary:
    'One tap: locked, no water, no power, full, or described wrongly. Three people within a day mark the station 待核实 ' +
    'for all. Whoever reports again within that day still counts once.',
  auth: 'member',
  params: idParams,
  body: z.strictObject({ kind: reportKind }),
  /** 200 where he had said so before. */
  success: 201,
  reply: z.object({
    /** How many people reported the station within its day, he included, and how many it takes. */
    people: count,
    needed: count,
    /** Once it is 待核实. */
    doubt: z.optional(doubt),
    live: liveState,
  }),
  refusals: ['not-found'],
})

export const clearReports = endpoint({
  method: 'DELETE',
  path: '/v1/stations/{id}/reports',
  summary: 'A clerk of the station has looked: it is 待核实 no longer, and earlier reports count no more.',
  auth: 'clerk',
  params: idParams,
  success: 204,
  reply: z.undefined(),
  refusals: ['not-found', 'station-not-yours'],
})

export const openDoor = endpoint({
  method: 'POST',
  path: '/v1/stations/{id}/door-openings',
  summary:
    'Opens the door of a station at hours when one gets in by scanning. Nothing is kept of who opened it.',
  auth: 'member',
  params: idParams,
  body: z.strictObject({}),
  success: 200,
  reply: z.object({
    /** From when on the door locks again; go in before. */
    until: timestamp,
  }),
  refusals: ['not-found', 'door-none', 'door-not-now', 'door-silent'],
})

/** What the system behind the doors tells us; see docs/doors.md. */
export const doorEventKind = z.enum(['opened', 'offline', 'online'])
export type DoorEventKind = z.output<typeof doorEventKind>

export const doorEvents = endpoint({
  method: 'POST',
  path: '/v1/doors/events',
  summary: 'An event of a smart door, signed by the system behind it (docs/doors.md).',
  auth: 'anyone',
  body: z.strictObject({
    /** Epoch seconds of the signature. */
    timestamp: z.int(),
    /** Of this message alone. */
    nonce: z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/)),
    /** JSON text: {door, event, at}. */
    payload: z.string().check(z.maxLength(4_096)),
    /** Hex HMAC-SHA256 under the shared secret over timestamp, nonce and payload, with a line feed after each. */
    signature: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  /** A message that was taken already answers the same. */
  success: 204,
  reply: z.undefined(),
  refusals: ['signature-refused', 'door-unknown', 'door-none'],
})
