import * as z from 'zod/mini'
import { endpoint } from './endpoint'
import { idParams, timestamp, uuid } from './shapes'

export const getPresence = endpoint({
  method: 'GET',
  path: '/v1/stations/{id}/presence',
  summary:
    'The code of this half minute that shows who stands at a station: for its clerk’s phone or its screen.',
  auth: 'clerk',
  params: idParams,
  success: 200,
  reply: z.object({
    /** The text of a QR. */
    code: z.string(),
    /** Eight digits, to be typed. */
    digits: z.string(),
    /** When the next one takes its place. */
    until: timestamp,
  }),
  refusals: ['station-not-yours'],
})

/**
 * Why a claim was slowed. `newcomers`: many new, unverified accounts from one address at once. `returns`: the same person
 * gave back three within a day. `sweep`: one account claimed from many campaigns within seconds.
 */
export const slowRule = z.enum(['newcomers', 'returns', 'sweep'])
export type SlowRule = z.output<typeof slowRule>

/** One person, campaign and rule. */
export const slowed = z
  .object({
    id: uuid,
    rule: slowRule,
    /** What was seen, in words. */
    why: z.string(),
    campaign: z.object({ id: uuid, title: z.string() }),
    worker: z.object({ id: uuid, maskedName: z.string(), verified: z.boolean() }),
    firstAt: timestamp,
    lastAt: timestamp,
    times: z.int(),
    /** Until when. */
    until: timestamp,
    /** When an operator let him through. */
    clearedAt: z.optional(timestamp),
    /** When he claimed after all. */
    claimedAt: z.optional(timestamp),
  })
  .register(z.globalRegistry, { id: 'Slowed' })
export type Slowed = z.output<typeof slowed>

export const listSlowed = endpoint({
  method: 'GET',
  path: '/v1/admin/slowed',
  summary: 'Claims that were slowed, and why; newest first, in pages of 20.',
  auth: 'admin',
  query: z.object({ after: z.optional(uuid) }),
  success: 200,
  reply: z.object({ slowed: z.array(slowed), next: z.nullable(uuid) }),
  refusals: [],
})

/** `guessing`: typed digits were wrong too often. `too-fast`: more was redeemed than anybody can serve. */
export const alarmKind = z.enum(['guessing', 'too-fast'])
export type AlarmKind = z.output<typeof alarmKind>

/** One station, kind and day. */
export const alarm = z
  .object({
    id: uuid,
    kind: alarmKind,
    /** What was seen, in words. */
    why: z.string(),
    station: z.object({ id: uuid, name: z.string() }),
    firstAt: timestamp,
    lastAt: timestamp,
    times: z.int(),
  })
  .register(z.globalRegistry, { id: 'Alarm' })
export type Alarm = z.output<typeof alarm>

export const listAlarms = endpoint({
  method: 'GET',
  path: '/v1/admin/alarms',
  summary: 'What was odd at stations’ desks, newest first, in pages of 20.',
  auth: 'admin',
  query: z.object({ after: z.optional(uuid) }),
  success: 200,
  reply: z.object({ alarms: z.array(alarm), next: z.nullable(uuid) }),
  refusals: [],
})

export const clearSlowed = endpoint({
  method: 'POST',
  path: '/v1/admin/slowed/{id}/clearance',
  summary: 'Lets somebody through who was slowed, in that campaign and from now on.',
  auth: 'admin',
  params: idParams,
  success: 204,
  reply: z.undefined(),
  refusals: ['not-found'],
})
