import type { Endpoint } from '@/contract'
import type { Database } from './database/database'
import type { Log } from './adapters/log'
import type { Pace, Subject } from './limits/paces'

/** Epoch milliseconds. */
export type Clock = () => number

/** So many bytes that nobody can guess. */
export type Random = (bytes: number) => Uint8Array

/** Secrets of one deployment, 32 bytes each. Losing `pepper` or `identity` loses who people are. */
export interface Keys {
  /** HMAC of ID numbers; can never be changed. */
  readonly pepper: Uint8Array
  /** AES-256-GCM of names and ID numbers at rest. */
  readonly identity: Uint8Array
  /** From which each device's voucher secrets are derived. */
  readonly voucher: Uint8Array
}

/** Signs voucher grants with Ed25519. */
export interface GrantSigner {
  /** 0 to 255; tells clerks' phones which public key to check by. */
  readonly keyId: number
  sign(payload: Uint8Array): Uint8Array
}

export interface Metrics {
  /** Called once for each answered request. */
  answered(endpoint: Endpoint | undefined, status: number, milliseconds: number): void
}

/** Counts calls, and says when somebody made too many. */
export interface Limiter {
  /** Counts one. Resolves to the milliseconds until the next will be let through; 0 where this one is. */
  take(pace: Pace, subject: Subject, id: string): Promise<number>
}

/** What the API needs from outside besides its database. */
export interface Ports {
  readonly keys: Keys
  readonly signer: GrantSigner
  readonly log: Log
  readonly metrics?: Metrics
  /** Absent where nobody is limited. */
  readonly limiter?: Limiter
  /** How orders are paid; absent where joining is switched off. */
  readonly payments?: 'sandbox'
}

export interface Settings {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly ports: Ports
  /** Personas may log in and invented ID numbers pass. */
  readonly demo: boolean
  /** Holds every reply against the contract, and fails it where it differs. */
  readonly checkReplies?: boolean
}
