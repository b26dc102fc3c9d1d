import type { AlarmKind, Collection, Endpoint, NoticeKind, OrderProvider, Payment } from '@/contract'
import type { Database } from './database/database'
import type { Log } from './adapters/log'
import type { Pace, Subject } from './limits/paces'
import type { NoticeFacts } from './notices/queries'
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
  /** May be done beside the thread that answers calls. */
  sign(payload: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** Absent: in JavaScript. */
  verify?(signature: Uint8Array, payload: Uint8Array, publicKey: Uint8Array): boolean
}

export interface Metrics {
  /** Called once for each answered request. */
  answered(endpoint: Endpoint | undefined, status: number, milliseconds: number): void
  /** Called each time something odd is seen at a station's desk. */
  alarmed(kind: AlarmKind): void
  /** Called once for each claim on which the union is late. */
  overdue(): void
}

/** Counts calls, and says when somebody made too many. */
export interface Limiter {
  /**
   * Counts one. The milliseconds until the next will be let through; 0 where this one is. At once where nobody else need be
   * asked, which is nearly always.
   */
  take(pace: Pace, subject: Subject, id: string): number | Promise<number>
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
      /** This user cannot, or does not want to, be told. */
      | 'unwanted'
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

/** Tells people outside the mini-program. */
export interface Notices {
  /** The kinds it can send, each by the template that people are asked to let through. */
  readonly templates: readonly { readonly kind: NoticeKind; readonly templateId: string }[]
  /** Throws ServiceFault; `unwanted` where trying again is of no use. */
  send(openid: string, kind: NoticeKind, facts: NoticeFacts): Promise<void>
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

/** What a payment service is told of an order. */
export interface Payable {
  /** Ours, the service's `out_trade_no`: 32 hex digits. */
  readonly number: string
  readonly title: string
  /** Integer fen, above zero. */
  readonly amountFen: number
  /** Epoch ms; after it nobody can pay. */
  readonly payBy: number
  /** Of whoever pays, in the mini-program; undefined where he does not log in by WeChat. */
  readonly openid: string | undefined
}

/** Money that came in. */
export interface Paid {
  /** {@link Payable.number} */
  readonly number: string
  /** The service's own. */
  readonly providerNumber: string
  /** Integer fen. */
  readonly amountFen: number
  /** Epoch ms. */
  readonly paidAt: number
}

/** How an order stands with the payment service. */
export type PaymentState =
  | { readonly state: 'paid'; readonly paid: Paid }
  /** `absent`: the service never heard of it. */
  | { readonly state: 'open' | 'closed' | 'absent' }

/** Money that is to go back, all of what one payment brought in. */
export interface Refundable {
  /** Ours, the service's `out_refund_no`: 32 hex digits. */
  readonly number: string
  /** {@link Payable.number} */
  readonly orderNumber: string
  /** Integer fen. */
  readonly amountFen: number
}

/** How a refund stands. `failed`: the service gave up, and a person must see to it. */
export interface RefundState {
  readonly number: string
  readonly state: 'asked' | 'done' | 'failed'
  readonly providerNumber: string
  /** Integer fen. */
  readonly amountFen: number
}

/** What a payment service calls us for. */
export type Notice =
  { readonly kind: 'paid'; readonly paid: Paid } | { readonly kind: 'refund'; readonly refund: RefundState }

/** A notice as it came. */
export interface RawNotice {
  /** A header of it. */
  readonly header: (name: string) => string | undefined
  readonly body: string
}

/** Takes money for orders, and gives it back. All but `readNotice` throw ServiceFault. */
export interface Payments {
  readonly provider: Exclude<OrderProvider, 'none'>
  /**
   * Tells the service of an order, and gives what the phone hands to the payment window. `known` is the handle that an
   * earlier call gave, so that the service is told once.
   */
  prepare(order: Payable, known: string | undefined): Promise<{ handle: string; payment: Payment }>
  /** Sees to it that nobody can pay any more. */
  close(number: string): Promise<PaymentState>
  findPayment(number: string): Promise<PaymentState>
  /** Safe to repeat under the same number. */
  refund(it: Refundable): Promise<RefundState>
  /** Undefined where the service never heard of it. */
  findRefund(number: string): Promise<RefundState | undefined>
  /**
   * What a notice says: `refused` where it is not signed by the service now; undefined where it is of no concern to us.
   * Throws ServiceFault `misconfigured` where it is signed and about another merchant, or cannot be read.
   */
  readNotice(raw: RawNotice): Promise<Notice | 'refused' | undefined>
}

/** Money that goes out to one member, to take in WeChat. */
export interface Transferable {
  /** Ours, the service's `out_bill_no`: 32 hex digits. */
  readonly number: string
  /** Integer fen. */
  readonly amountFen: number
  /** His; undefined in the sandbox, where nobody has one. */
  readonly openid: string | undefined
  /** His verified name: the service pays to nobody of another. */
  readonly name: string
  /** The claim's number, for people to know it by. */
  readonly claimNumber: string
}

/** How a transfer stands with the service, as far as it says. */
export interface TransferState {
  /** {@link Transferable.number} */
  readonly number: string
  readonly state:
    /** Taken in, or moving: it says later how it ended. */
    | 'moving'
    /** He can take it. */
    | 'waiting'
    | 'done'
    /** He did not take it in time, or it was called back: nothing is wrong with his account. */
    | 'lapsed'
    | 'failed'
  /** What the phone opens the page by that it is taken on; told where it waits, and not each time. */
  readonly handle?: string | undefined
  /** Integer fen, and to whom; not told each time. */
  readonly amountFen?: number | undefined
  readonly openid?: string | undefined
  /** Where it failed or lapsed: why, in words for him and for reviewers. */
  readonly fault?: string | undefined
}

/** Pays members by transfers that each takes himself. All but `open` and `readNotice` throw ServiceFault. */
export interface Transfers {
  readonly provider: 'sandbox' | 'wechat'
  /** What one transfer may come to, in fen. */
  readonly leastFen: number
  readonly mostFen: number
  /** Offers it; safe to repeat under the same number, which gives how it stands. */
  send(it: Transferable): Promise<TransferState>
  /** Undefined where the service never heard of it. */
  find(number: string): Promise<TransferState | undefined>
  /** Calls it back where he has not taken it; undefined where the service never heard of it. */
  cancel(number: string): Promise<TransferState | undefined>
  /** What the phone needs to open its page. */
  open(handle: string): Collection
  /** As {@link Payments.readNotice}. */
  readNotice(raw: RawNotice): Promise<TransferState | 'refused' | undefined>
}

/** Keeps files by name, 32 hex digits and what may follow them. All throw ServiceFault. */
export interface Files {
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Undefined where there is none. */
  get(name: string): Promise<Uint8Array | undefined>
  /** Does nothing where there is none. */
  remove(name: string): Promise<void>
}

/** No phone's usual photo has more; what has is a bomb, or was made for something else. */
export const MOST_PIXELS = 36_000_000

/** Why bytes are no photo to keep. */
export class PhotoFault extends Error {
  constructor(
    readonly kind: 'not-a-photo' | 'unreadable' | 'too-many-pixels',
    options?: { cause?: unknown },
  ) {
    super(`photo: ${kind}`, options)
    this.name = 'PhotoFault'
  }
}

/** Reads photos. */
export interface Images {
  /** A photo made anew from its pixels alone, upright, as JPEG in two sizes. Throws PhotoFault. */
  remake(bytes: Uint8Array): Promise<{
    /** Of `full`, in pixels. */
    readonly width: number
    readonly height: number
    readonly full: Uint8Array
    readonly small: Uint8Array
  }>
}

/** Checks what people write. */
export interface Texts {
  /** Whether this may be shown to others. Throws ServiceFault. */
  isFit(openid: string, text: string): Promise<boolean>
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
  /** Absent where nobody is told anything outside the mini-program. */
  readonly notices?: Notices
  /** Absent where nobody is limited. */
  readonly limiter?: Limiter
  /** Absent where no door opens by the phone. */
  readonly doors?: Doors
  /** Keeps the stations in a thread of their own; absent where the one that answers calls does, for few of them. */
  readonly stations?: StationKeeper
  /** How orders are paid; absent where joining is switched off. */
  readonly payments?: Payments
  /** How benefits are paid to WeChat; absent where they go to bank cards only. */
  readonly transfers?: Transfers
  /** Where photos are kept, and what reads them; absent where no photos are taken. */
  readonly files?: Files
  readonly images?: Images
  /** Absent where nobody checks texts. */
  readonly texts?: Texts
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
