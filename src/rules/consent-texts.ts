import { sha256 } from '@noble/hashes/sha2.js'
import type { Purpose } from '@/contract'
import { toBase64url, utf8 } from './encoding'

export interface ConsentText {
  version: string
  title: string
  text: string
}

/** What is said before a consent is asked for. A changed text needs a new version. */
export const consentTexts: Record<Purpose, ConsentText> = {
  identity: {
    version: '2026-11-01',
    title: '用你的姓名和身份证号',
    text:
      '我们用姓名和身份证号做两件事：确认一个人只有一份保障，出事时确认是你本人。' +
      '身份证号加密保存，任何页面都不显示全号，不给商家、不给平台、不做广告。' +
      '不收身份证照片。你可以随时撤回同意，或者要求删除。',
  },
}

/** base64url of the SHA-256 of the text's UTF-8 bytes: what a consent is recorded under. */
export const consentHash = (purpose: Purpose): string => toBase64url(sha256(utf8(consentTexts[purpose].text)))
