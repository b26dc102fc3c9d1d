import { randomBytes } from 'node:crypto'

export interface Position {
  /** GCJ-02. */
  latitude: number
  longitude: number
}

/** What wx.requestPayment is given. */
export interface PaymentAsked {
  timeStamp: string
  nonceStr: string
  package: string
  signType?: string
  paySign: string
}

/**
 * What becomes of WeChat's payment window: paid, closed by hand, refused in WeChat's words, or nothing that the
 * mini-program would ever hear of, as on phones that come back from it without a word.
 */
export type PaymentAnswer = 'paid' | 'closed' | 'silence' | { fails: string }

/** What wx.requestMerchantTransfer is given. */
export interface TransferAsked {
  mchId: string
  appId?: string
  package: string
}

/** The phone and the person who holds it: whatever WeChat asks them about. A test changes it as it goes. */
export interface Surroundings {
  /** CSS px. */
  width: number
  height: number
  pixelRatio: number
  statusBarPx: number
  /** WeChat's capsule, at the top right. */
  capsule: { top: number; width: number; height: number; marginRight: number }
  theme: 'light' | 'dark'
  /** WeChat's own text size: 16 is usual, 23 the largest. */
  fontSizeSetting: number
  platform: 'ios' | 'android'
  /** What getLocation answers; 'refused' where the person said no. */
  position: Position | 'refused'
  /** What is chosen on WeChat's map; undefined where it is closed. */
  chosenPlace: (Position & { name: string; address: string }) | undefined
  /** Where a native map was moved to by hand; undefined where it shows what it was told. */
  movedMap: { latitude: number; longitude: number; scale: number } | undefined
  /** What the camera reads; undefined where scanning is given up. */
  scanned: string | undefined
  camera: 'allowed' | 'refused'
  /** The picture that is taken or chosen next, once; undefined where one goes back without. */
  photo: Uint8Array | undefined
  /** The file that is chosen out of a chat next, once; undefined where one goes back without. */
  chatFile: { name: string; content: string | Uint8Array } | undefined
  /** Whether the person agrees to the privacy terms when asked. */
  privacy: 'agreed' | 'asked' | 'refused'
  loginCode: () => string
  /** What the person does in WeChat's payment window, and what WeChat makes of it. */
  pay: (asked: PaymentAsked) => PaymentAnswer | Promise<PaymentAnswer>
  /** What the person does on WeChat's page to take money; undefined where this WeChat has no such page yet. */
  take: ((asked: TransferAsked) => PaymentAnswer | Promise<PaymentAnswer>) | undefined
  /** What is tapped in a modal. */
  modal: 'confirm' | 'cancel'
  /** What is answered where WeChat asks whether it may send messages. */
  messages: 'accept' | 'reject' | 'ban'
  /** A finger is just lifting: some APIs may only be called then. */
  tapping: boolean
  /** 0–1. */
  brightness: number
  clipboard: string
  /** Whether a file that is passed on is sent to a chat, or the list of chats is closed again. */
  chat: 'chosen' | 'closed'
  /** The file that was sent last. */
  sharedFile: { name: string; text: string } | undefined
  random: (bytes: number) => Uint8Array
}

/** A usual phone, in a bright place, whose owner agrees to everything and is where the demo is. */
export const usualSurroundings = (): Surroundings => ({
  width: 390,
  height: 844,
  pixelRatio: 3,
  statusBarPx: 47,
  capsule: { top: 51, width: 87, height: 32, marginRight: 7 },
  theme: 'light',
  fontSizeSetting: 16,
  platform: 'ios',
  position: { latitude: 39.935, longitude: 119.599 },
  chosenPlace: undefined,
  movedMap: undefined,
  scanned: undefined,
  camera: 'allowed',
  photo: undefined,
  chatFile: undefined,
  privacy: 'agreed',
  loginCode: () => randomBytes(16).toString('hex'),
  pay: () => 'closed',
  take: () => 'closed',
  modal: 'confirm',
  messages: 'accept',
  tapping: false,
  brightness: 0.4,
  clipboard: '',
  chat: 'chosen',
  sharedFile: undefined,
  random: (bytes) => randomBytes(bytes),
})
