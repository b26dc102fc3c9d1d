import * as z from 'zod/mini'
import type { RefusalCode } from './refusals'
import type { Purpose } from './shapes'

/**
 * Who may call. `anyone`: no session needed, though one is honoured; `member`: any live session; the others: a session
 * with that role. Checked in one place on the server, from this table.
 */
export type Auth = 'anyone' | 'member' | 'clerk' | 'reviewer' | 'admin'

export interface Endpoint {
  /** WeChat sends no PATCH. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Template such as `/v1/stations/{id}`. */
  readonly path: `/${string}`
  readonly summary: string
  readonly auth: Auth
  readonly params?: z.ZodMiniObject
  /** Numbers, booleans and comma lists are read from the query string by their declared type. */
  readonly query?: z.ZodMiniObject
  readonly body?: z.ZodMiniType
  /**
   * The call carries one file in the field of that name, and is sent as multipart/form-data, which is all that
   * wx.uploadFile sends; `body` are the form's other fields, all of them text. More bytes are refused by
   * `photo-too-large`.
   */
  readonly upload?: { readonly field: string; readonly maxBytes: number }
  /** The content type of what comes back instead of JSON. */
  readonly download?: string
  /**
   * For what the call reads or keeps sensitive data of the caller. Without his consent to each, under the text in force,
   * it is refused before its input is looked at.
   */
  readonly consents?: readonly Purpose[]
  /** True where the call grants something: the header Idempotency-Key is then required. */
  readonly keyed?: boolean
  /** 201 where the call makes something (a repeat under the same key answers 200), 204 for an empty reply. */
  readonly success: 200 | 201 | 204
  readonly reply: z.ZodMiniType
  /** What this call may refuse besides the common refusals. */
  readonly refusals: readonly RefusalCode[]
}

/** Holds an endpoint to {@link Endpoint} while keeping its exact types. */
export const endpoint = <const E extends Endpoint>(it: E): E => it

type InputOf<Schema> = Schema extends z.ZodMiniType ? z.input<Schema> : undefined
type OutputOf<Schema> = Schema extends z.ZodMiniType ? z.output<Schema> : undefined
type Given<Name extends string, T> = [T] extends [undefined]
  ? { [K in Name]?: undefined }
  : object extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T }

/** What a caller hands over: `params`, `query`, `body` as far as the endpoint has them, and the key where it is due. */
export type CallInput<E extends Endpoint> = Given<'params', InputOf<E['params']>> &
  Given<'query', InputOf<E['query']>> &
  Given<'body', InputOf<E['body']>> &
  (E extends { keyed: true } ? { key: string } : { key?: undefined })

/** What a handler gets once all of it has been checked. */
export interface HandledInput<E extends Endpoint> {
  params: OutputOf<E['params']>
  query: OutputOf<E['query']>
  body: OutputOf<E['body']>
}

export type ReplyOf<E extends Endpoint> = z.output<E['reply']>

/** The Idempotency-Key header: 16 to 64 letters, digits, `-` or `_`. */
export const idempotencyKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/))
