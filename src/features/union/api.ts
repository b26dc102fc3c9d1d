import { api, type CallInput, type ReplyOf, type UnionBasis } from '@/contract'
import { call } from '@/platform/call'

/** Unions that take somebody by this basis, by words of their name, area or address; at most 100. */
export const findUnions = (
  words: string,
  takes: UnionBasis,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listUnions>> =>
  call(api.listUnions, { query: { words: words || undefined, takes } }, { signal })

/** The caller's applications, newest first. */
export const fetchApplications = (signal?: AbortSignal): Promise<ReplyOf<typeof api.listUnionApplications>> =>
  call(api.listUnionApplications, {}, { signal })

/** Applies to a union; safe to repeat. Throws a Refusal that says what is missing or in the way. */
export const apply = (
  body: CallInput<typeof api.joinUnion>['body'],
): Promise<ReplyOf<typeof api.joinUnion>> => call(api.joinUnion, { body })

/** Withdraws an application, or leaves the union. Throws a Refusal: `not-found`, `application-decided`. */
export const leaveUnion = (id: string): Promise<ReplyOf<typeof api.leaveUnion>> =>
  call(api.leaveUnion, { params: { id } })

/** One page of all applications, the open or the decided ones; `after` is the `next` of the page before. */
export const fetchCases = (
  state: 'open' | 'decided',
  after: string | undefined,
  signal?: AbortSignal,
): Promise<ReplyOf<typeof api.listUnionCases>> =>
  call(api.listUnionCases, { query: { state, after } }, { signal })

export type Decision = CallInput<typeof api.decideUnionCase>['body']

/** Decides an application. Throws a Refusal: `application-decided`, `application-own`, `invalid-input` for the note. */
export const decide = (id: string, body: Decision): Promise<ReplyOf<typeof api.decideUnionCase>> =>
  call(api.decideUnionCase, { params: { id }, body })
