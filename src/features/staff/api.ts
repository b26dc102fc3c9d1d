import { api, type CallInput, type ReplyOf } from '@/contract'
import { call } from '@/platform/call'

/** All clerks and reviewers. */
export const fetchStaff = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listStaff>> =>
  call(api.listStaff, {}, { signal })

/** The invitations that still work. */
export const fetchInvitations = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listInvitations>> =>
  call(api.listInvitations, {}, { signal })

/** Stations by words of their name or address, at most 20. */
export const findStations = (
  words: string,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.findStations>> => call(api.findStations, { query: { words } }, { signal })

/** Makes an invitation and its code, which is shown this once. Throws a Refusal: `station-unknown`. */
export const invite = (body: CallInput<typeof api.invite>['body']): Promise<ReplyOf<typeof api.invite>> =>
  call(api.invite, { body })

/** Takes an invitation back. Throws a Refusal `not-found` where it was used or is gone. */
export const withdrawInvitation = (id: string): Promise<ReplyOf<typeof api.withdrawInvitation>> =>
  call(api.withdrawInvitation, { params: { id } })

/** Takes the roles from somebody, at once. Throws a Refusal `not-found` where he has none any more. */
export const removeStaff = (id: string): Promise<ReplyOf<typeof api.removeStaff>> =>
  call(api.removeStaff, { params: { id } })

/** What a code would make the caller. Throws a Refusal: `invitation-…` or `already-staff`. */
export const checkInvitation = (code: string): Promise<ReplyOf<typeof api.checkInvitation>> =>
  call(api.checkInvitation, { body: { code } })

/** Makes the caller what the code says. Throws a Refusal: `invitation-…` or `already-staff`. */
export const acceptInvitation = (code: string): Promise<ReplyOf<typeof api.acceptInvitation>> =>
  call(api.acceptInvitation, { body: { code } })
