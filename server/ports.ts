import type { AlarmKind, Endpoint } from '@/contract'
import type { Database } from './database/database'
import type { Log } from './adapters/log'
import type { Pace, Subject } from './limits/paces'
import type { StationKeeper } from './stations/keeper'

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
  /** 1 to 255: which key that is. Default 1. */
  readonly identityKeyId?: number
  /** Earlier and coming ones by their ids: what they sealed can be read. */
  readonly otherIdentity?: ReadonlyMap<number, Uint8Array>
  /** From which each device's voucher secrets are derived. */
  readonly voucher: Uint8Array
}

/** Signs voucher grants with Ed25519. */
export interface GrantSigner {
  /** By their ids: its own, and those that signed before. */
  readonly publicKeys: ReadonlyMap<number, Uint8Array>
  /** 0 to 255; tells clerks' phones which public key to check by. */
  readonly keyId: number
  sign(payload: Uint8Array): Uint8Array
  /** Absent: in JavaScript. */
  verify?(signature: Uint8Array, payload: Uint8Array, publicKey: Uint8Array): boolean
}

export interface Metrics {
  /** Called once for each answered request. */
  answered(endpoint: Endpoint | undefined, status: number, milliseconds: number): void
  /** Called each time something odd is seen at a station's desk. */
  alarmed(kind: AlarmKind): void
}

/** Counts calls, and says when somebody made too many. */
export interface Limiter {
  /** Counts one. Resolves to the milliseconds until the next will be let through; 0 where this one is. */
  take(pace: Pace, subject: Subject, id: string): Promise<number>
  /** Counts none. Resolves to the milliseconds until one will be let through; 0 where it would be now. */
  waiting(pace: Pace, subject: Subject, id: string): Promise<number>
}

/** Why somebody else's service did not do what it was asked; it never quotes what it was sent or said. */
export class ServiceFault extends Error {
  constructor(
    readonly kind:
      /** The code is used up, run out or made up. */
      | 'code'
      /** This user asked too often. */
      | 'often'
      /** WeChat holds this user back. */
      | 'blocked'
      /** No answer, or none that can be read; later it may go well. */
      | 'busy'
      /** The operator must put something right: appid, secret, allowed addresses. */
      | 'misconfigured',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
    this.name = 'ServiceFault'
  }
}

/** WeChat's side of a login. Throws ServiceFault. */
export interface WechatLogin {
  /** The openid behind what wx.login gave. */
  identify(code: string): Promise<string>
  /** The mobile number (mainland, eleven digits) behind what its phone button gave. */
  phoneOf(code: string): Promise<string>
}

/** Sends texts. Throws ServiceFault. */
export interface Sms {
  sendLoginCode(phone: string, code: string): Promise<void>
}

/** The system behind the smart doors (docs/doors.md). */
export interface Doors {
  /** Under which it and we sign what we tell each other. */
  readonly secret: Uint8Array
  /** Unlocks a door for one person; resolves to when it locks again (epoch ms). Throws ServiceFault. */
  unlock(door: string): Promise<number>
}

/** What the API needs from outside besides its database. */
export interface Ports {
  readonly keys: Keys
  readonly signer: GrantSigner
  readonly log: Log
  readonly metrics?: Metrics
  /** Absent where nobody logs in by WeChat. */
  readonly wechat?: WechatLogin
  /** Absent where nobody logs in by phone. */
  readonly sms?: Sms
  /** Absent where nobody is limited. */
  readonly limiter?: Limiter
  /** Absent where no door opens by the phone. */
  readonly doors?: Doors
  /** Keeps the stations in a thread of their own; absent where the one that answers calls does, for few of them. */
  readonly stations?: StationKeeper
  /** How orders are paid; absent where joining is switched off. */
  readonly payments?: 'sandbox'
}

export interface Settings {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly ports: Ports
  /** Leading parts, of two, four or six digits, of the ID numbers that are taken. Default: the provinces. */
  readonly idRegions?: ReadonlySet<string>
  /** Personas may log in and invented ID numbers pass. */
  readonly demo: boolean
  /** Holds every reply against the contract, and fails it where it differs. */
  readonly checkReplies?: boolean
}
