import { sha256 } from '@noble/hashes/sha2.js'
import type { Purpose } from '@/contract'
import { toBase64url, utf8 } from './encoding'

export interface ConsentText {
  version: string
  title: string
  text: string
  /** What taking the consent back does, at once. */
  withdrawal: string
}

const always = '你可以随时撤回同意，或者要求删除。'

/**
 * What is said before a consent is asked for. A changed text needs a new version, and everybody is then asked again: what
 * was agreed to under the older one holds for nothing more.
 */
export const consentTexts: Record<Purpose, ConsentText> = {
  identity: {
    version: '2026-11-24-2',
    title: '用你的姓名和身份证号',
    text:
      '我们用姓名和身份证号做四件事：确认一个人只有一份保障，出事时确认是你本人，你申请入会时确认是你，手机没电时在驿站凭身份证领东西。' +
      '工会只看到打了星号的姓名。身份证号加密保存，任何页面都不显示全号，不给商家、不给平台、不做广告。' +
      `不收身份证照片。${always}`,
    withdrawal:
      '姓名和身份证号马上删掉，变回没实名；在办的入会申请撤回，这里也不再按会员算。还有保障的，留到保障期结束再删。',
  },
  location: {
    version: '2026-11-24',
    title: '用你手机的位置',
    text:
      '我们用位置做一件事：找离你近的驿站。准确的位置只留在手机上，向服务器找驿站时只给 500 米左右的大概位置，' +
      '答完就丢，不记你去过哪里。不同意也能用，自己选个地方就行。你可以随时撤回同意。',
    withdrawal:
      '手机马上不再取你的位置，找驿站要自己选地方；再点“用我的位置”，就是重新同意。服务器上本来就没有你的位置。',
  },
  health: {
    version: '2026-11-24',
    title: '看你的病历和医药费单据',
    text:
      '我们用病历、诊断和医药费单据做一件事：给你办互助金。只有办这件事的审核员在办的时候能看，每看一次都留记录。' +
      `加密保存，不给商家、不给平台、不做广告。${always}`,
    withdrawal: '交过的病历和单据马上删掉，不能再交新的。没办完的互助金就办不下去了。',
  },
  bank: {
    version: '2026-11-30',
    title: '用你的收款账户',
    text:
      '我们用银行卡号，或者你登录的微信，做一件事：把互助金打到你本人的账户。只打钱，不扣钱。' +
      '卡号加密保存，页面上只有后四位。选微信的，把你的姓名加密交给微信支付核对。' +
      `不给商家、不给平台、不做广告。${always}`,
    withdrawal: '账户马上删掉。还没打的钱先停下，等你再同意、再填账户。',
  },
  messages: {
    version: '2026-11-24',
    title: '给你发微信通知',
    text:
      '我们只为你自己的事发通知：东西能领了、快过期了、申请有结果了。不发广告，通知里不写全名和证件号。' +
      '你可以随时撤回同意。',
    withdrawal: '马上不再发通知，有没有结果要自己打开看。',
  },
}

const hashes = new Map<Purpose, string>()

/** base64url of the SHA-256 of the text's UTF-8 bytes: what a consent is recorded under. */
export function consentHash(purpose: Purpose): string {
  const known = hashes.get(purpose) ?? toBase64url(sha256(utf8(consentTexts[purpose].text)))
  hashes.set(purpose, known)
  return known
}

/** Whether a word was said to the text in force. */
export const isInForce = (word: { purpose: Purpose; version: string; textHash: string }): boolean =>
  word.version === consentTexts[word.purpose].version && word.textHash === consentHash(word.purpose)
