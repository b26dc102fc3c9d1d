import { type Place, phoneRefusals } from '@/contract'
import type { OfflineRefusal } from '@/rules/offline-scan'
import { momentText } from '@/rules/wording'

/** Why something is not handed out: by whom ever it was refused, the server or this phone. */
export interface Refused {
  code: string
  /** Read out as it is. */
  detail: string
  at?: string
  where?: Place[]
}

/** What this phone refuses by itself, besides what the server would refuse too. */
const ownWords = {
  'grant-keys-missing': '这台手机还没连过网，现在核不了，先连一次网',
  'grant-key-unknown': '这台手机认不出这张券的签名，等有信号再核',
  'digits-online': '数字要有信号才能核，请他出示二维码',
  'voucher-queued': '这张券在这台手机上扫过了，等有信号上传',
  'voucher-taken': '这张券在这台手机上已经核销过',
  'queue-full': '没信号时最多存 50 张，已经满了，等有信号上传完再扫',
  'queue-unsaved': '手机存不下了，没存上，清一清手机再扫',
} as const

export type OwnCode = keyof typeof ownWords

/** 23 小时, 1 天 */
const spanText = (ms: number): string => {
  const hours = Math.max(1, Math.round(Math.abs(ms) / 3_600_000))
  return hours < 24 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`
}

/** A refusal of this phone in words to read out. */
export const ownRefusal = (code: OwnCode, at?: string): Refused => ({ code, detail: ownWords[code], at })

/** Of a pass, which works again in a while. */
export const justUsed: Refused = {
  code: 'voucher-just-used',
  detail: phoneRefusals['voucher-just-used'].detail,
}

/** What the phone found wrong with a scan, in words to read out. */
export function offlineWords(refused: OfflineRefusal): Refused {
  const { code } = refused
  switch (code) {
    case 'voucher-expired':
      return { code, detail: `${phoneRefusals[code].detail}，${momentText(refused.at)} 到期` }
    case 'clock-apart':
      return {
        code,
        detail: `这个码的时间${refused.ahead > 0 ? '快' : '慢'}了约 ${spanText(refused.ahead)}，请他打开券等新码。还不行，两台手机都打开“自动设置时间”`,
      }
    case 'grant-keys-missing':
    case 'grant-key-unknown':
    case 'digits-online':
      return ownRefusal(code)
    default:
      return { code, detail: phoneRefusals[code].detail }
  }
}
