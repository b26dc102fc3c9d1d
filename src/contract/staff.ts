import * as z from 'zod/mini'
import { role, worker } from './account'
import { endpoint } from './endpoint'
import { idParams, stationId, timestamp, uuid } from './shapes'

const namedStation = z.object({ id: stationId, name: z.string() })

/** What one is invited to: a clerk of these stations, or a reviewer, who belongs to none. */
const invitedTo = {
  role: z.enum(['clerk', 'reviewer']),
  stations: z.array(namedStation),
  expiresAt: timestamp,
}

/** An invitation as admins see it. */
export const invitation = z
  .object({ id: uuid, ...invitedTo })
  .register(z.globalRegistry, { id: 'Invitation' })
export type Invitation = z.output<typeof invitation>

/** An invitation as whoever has its code sees it. */
export const offer = z.object(invitedTo).register(z.globalRegistry, { id: 'Offer' })
export type Offer = z.output<typeof offer>

/** For how many days an invitation may be good. */
const days = z._default(z.int().check(z.gte(1), z.lte(7)), 7)

/** Somebody who works for us, as an admin sees him. */
export const staffMember = z
  .object({ id: uuid, maskedName: z.string(), roles: z.array(role), stations: z.array(namedStation) })
  .register(z.globalRegistry, { id: 'StaffMember' })
export type StaffMember = z.output<typeof staffMember>

export const invite = endpoint({
  method: 'POST',
  path: '/v1/admin/invitations',
  summary: 'Makes a code by which one person becomes a clerk of named stations, or a reviewer. Shown once.',
  auth: 'admin',
  body: z.discriminatedUnion('role', [
    z.strictObject({
      role: z.literal('clerk'),
      stationIds: z.array(stationId).check(z.minLength(1), z.maxLength(50)),
      days,
    }),
    z.strictObject({ role: z.literal('reviewer'), days }),
  ]),
  success: 201,
  reply: z.object({ invitation, code: z.string() }),
  refusals: ['station-unknown'],
})

export const listInvitations = endpoint({
  method: 'GET',
  path: '/v1/admin/invitations',
  summary: 'The invitations that still work.',
  auth: 'admin',
  success: 200,
  reply: z.object({ invitations: z.array(invitation) }),
  refusals: [],
})

export const withdrawInvitation = endpoint({
  method: 'DELETE',
  path: '/v1/admin/invitations/{id}',
  summary: 'Takes an invitation back that nobody has used.',
  auth: 'admin',
  params: idParams,
  success: 204,
  reply: z.undefined(),
  refusals: ['not-found'],
})

/** Spaces, dashes and small letters are fine. */
const coded = z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(64)) })

export const checkInvitation = endpoint({
  method: 'POST',
  path: '/v1/me/invitations/checks',
  summary: 'Shows what a code would make the caller, and uses nothing up.',
  auth: 'member',
  body: coded,
  success: 200,
  reply: z.object({ offer }),
  refusals: ['invitation-refused', 'invitation-used', 'invitation-expired', 'already-staff'],
})

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/v1/me/invitations',
  summary: 'Makes the caller what the code invites to.',
  auth: 'member',
  body: coded,
  success: 200,
  reply: z.object({ worker }),
  refusals: ['invitation-refused', 'invitation-used', 'invitation-expired', 'already-staff'],
})

export const listStaff = endpoint({
  method: 'GET',
  path: '/v1/admin/staff',
  summary: 'All clerks and reviewers.',
  auth: 'admin',
  success: 200,
  reply: z.object({ staff: z.array(staffMember) }),
  refusals: [],
})

export const removeStaff = endpoint({
  method: 'DELETE',
  path: '/v1/admin/staff/{id}',
  summary: 'Takes the roles of clerk and reviewer, with all stations, from somebody, at once.',
  auth: 'admin',
  params: idParams,
  success: 204,
  reply: z.undefined(),
  refusals: ['not-found'],
})

export const findStations = endpoint({
  method: 'GET',
  path: '/v1/admin/stations',
  summary:
    'The stations that have all these words in their name or address, at most 20; the closest names first.',
  auth: 'admin',
  query: z.object({ words: z.string().check(z.minLength(1), z.maxLength(64)) }),
  success: 200,
  reply: z.object({ stations: z.array(z.object({ id: stationId, name: z.string(), address: z.string() })) }),
  refusals: [],
})
