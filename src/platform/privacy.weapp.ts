import Taro from '@tarojs/taro'
import type { Privacy } from './privacy.shared'

export const privacy = {
  onPrivacyAsked(listener) {
    // Before base library 2.32.3 nothing is held back.
    if (typeof Taro.onNeedPrivacyAuthorization !== 'function') return
    Taro.onNeedPrivacyAuthorization((resolve) => {
      listener({
        shown: () => resolve({ event: 'exposureAuthorization' }),
        answer: (buttonId) => resolve(buttonId ? { event: 'agree', buttonId } : { event: 'disagree' }),
      })
    })
  },
  openPrivacyTerms: () => Taro.openPrivacyContract({}),
} satisfies Privacy

/** Resolves once the user has agreed to the privacy terms, now or before. Rejects as WeChat does where he says no. */
export function requirePrivacy(): Promise<void> {
  if (typeof Taro.requirePrivacyAuthorize !== 'function') return Promise.resolve()
  return new Promise((resolve, reject) => {
    Taro.requirePrivacyAuthorize({ success: () => resolve(), fail: reject })
  })
}
