import type { AppJson } from '../app-files'
import type { PaymentAnswer, Surroundings } from '../surroundings'
import { type Answering, type Wx, Failure, done } from './types'

type Resolve = (answer: { event: 'agree' | 'disagree' | 'exposureAuthorization' }) => void
type PrivacyListener = (resolve: Resolve, info: { referrer: string }) => void

/** What the person is asked for, shown or does: place, camera, log-in, privacy, messages, the phone itself. */
export function personApis(
  it: Surroundings,
  app: AppJson,
  addTemporary: (bytes: Uint8Array, type?: string) => string,
) {
  let listener: PrivacyListener | undefined

  /** Before the first use of anything private, WeChat asks; where the app listens, the app's own words do. */
  const askPrivacy = async (referrer: string): Promise<void> => {
    if (!app.__usePrivacyCheck__ || it.privacy === 'agreed') return
    const answer = await new Promise<string>((resolve) => {
      if (!listener) return resolve(it.privacy === 'asked' ? 'agree' : 'disagree')
      listener(
        ({ event }) => {
          if (event !== 'exposureAuthorization') resolve(event)
        },
        { referrer },
      )
    })
    if (answer === 'disagree') throw new Failure('privacy permission is not authorized')
    it.privacy = 'agreed'
  }
  const askPlace = async (api: 'getLocation' | 'chooseLocation'): Promise<void> => {
    if (!app.requiredPrivateInfos?.includes(api))
      throw new Failure('the api need to be declared in the requiredPrivateInfos field in app.json/ext.json')
    await askPrivacy(api)
  }

  const answering: Answering<
    | 'getLocation'
    | 'chooseLocation'
    | 'openLocation'
    | 'scanCode'
    | 'chooseMedia'
    | 'chooseMessageFile'
    | 'login'
    | 'requestPayment'
    | 'requestMerchantTransfer'
    | 'getPrivacySetting'
    | 'requirePrivacyAuthorize'
    | 'openPrivacyContract'
    | 'authorize'
    | 'getRandomValues'
    | 'showToast'
    | 'hideToast'
    | 'showLoading'
    | 'hideLoading'
    | 'showModal'
    | 'showActionSheet'
    | 'setKeepScreenOn'
    | 'setScreenBrightness'
    | 'getScreenBrightness'
    | 'vibrateShort'
    | 'vibrateLong'
    | 'makePhoneCall'
    | 'setClipboardData'
    | 'getClipboardData'
    | 'stopPullDownRefresh'
    | 'startPullDownRefresh'
    | 'pageScrollTo'
    | 'setNavigationBarTitle'
    | 'setNavigationBarColor'
    | 'setBackgroundColor'
    | 'setBackgroundTextStyle'
    | 'openSetting'
    | 'getSetting'
    | 'requestSubscribeMessage'
  > = {
    getLocation: async () => {
      await askPlace('getLocation')
      if (it.position === 'refused') throw new Failure('auth deny')
      const rest = { accuracy: 30, altitude: 0, horizontalAccuracy: 30, verticalAccuracy: 30, speed: -1 }
      return { ...it.position, ...rest }
    },
    chooseLocation: async () => {
      await askPlace('chooseLocation')
      if (!it.chosenPlace) throw new Failure('cancel')
      return it.chosenPlace
    },
    openLocation: () => done,
    scanCode: () => {
      if (it.camera === 'refused') throw new Failure('system permission denied')
      if (it.scanned === undefined) throw new Failure('cancel')
      // One of WeChat's own round codes is told by the page it opens.
      return /^pages\//.test(it.scanned)
        ? { result: '', scanType: 'WX_CODE', charSet: 'utf-8', path: it.scanned, rawData: '' }
        : { result: it.scanned, scanType: 'QR_CODE', charSet: 'utf-8', path: '', rawData: '' }
    },
    chooseMedia: async () => {
      await askPrivacy('chooseMedia')
      if (it.camera === 'refused') throw new Failure('system permission denied')
      if (!it.photo) throw new Failure('cancel')
      const [width, height, duration] = [3, 4, 0]
      const tempFilePath = addTemporary(it.photo)
      const file = { tempFilePath, size: it.photo.length, fileType: 'image' as const }
      it.photo = undefined
      return {
        tempFiles: [{ ...file, width, height, duration, thumbTempFilePath: '' }],
        type: 'image',
      }
    },
    chooseMessageFile: async () => {
      await askPrivacy('chooseMessageFile')
      const file = it.chatFile
      if (!file) throw new Failure('cancel')
      it.chatFile = undefined
      const bytes = typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content
      const path = addTemporary(bytes, 'csv')
      return { tempFiles: [{ name: file.name, path, size: bytes.length, type: 'file' as const, time: 0 }] }
    },
    login: () => ({ code: it.loginCode() }),
    requestPayment: async (asked) => {
      return closed(await it.pay(asked))
    },
    requestMerchantTransfer: async (asked) => {
      return closed((await it.take?.(asked)) ?? 'closed')
    },
    getPrivacySetting: () => ({
      needAuthorization: it.privacy !== 'agreed',
      privacyContractName: '《暖新小程序隐私保护指引》',
    }),
    requirePrivacyAuthorize: async () => {
      await askPrivacy('requirePrivacyAuthorize')
      return done
    },
    openPrivacyContract: () => done,
    requestSubscribeMessage: ({ tmplIds }) => {
      if (!it.tapping) throw new Failure('can only be invoked by user TAP gesture.')
      if (tmplIds.length > 3) throw new Failure('Templates count out of max bounds')
      return Object.fromEntries((tmplIds as string[]).map((id) => [id, it.messages]))
    },
    authorize: async ({ scope }) => {
      if (scope !== 'scope.userLocation') return done
      await askPrivacy('authorize')
      if (it.position === 'refused') throw new Failure('auth deny')
      return done
    },
    getRandomValues: ({ length }) => ({ randomValues: it.random(length) as unknown as ArrayBuffer }),
    showToast: () => done,
    hideToast: () => done,
    showLoading: () => done,
    hideLoading: () => done,
    showModal: () => ({ confirm: it.modal === 'confirm', cancel: it.modal === 'cancel', content: '' }),
    showActionSheet: () => ({ tapIndex: 0 }),
    setKeepScreenOn: () => done,
    setScreenBrightness: ({ value }) => {
      it.brightness = value
      return done
    },
    getScreenBrightness: () => ({ value: it.brightness }),
    vibrateShort: () => done,
    vibrateLong: () => done,
    makePhoneCall: () => done,
    setClipboardData: async ({ data }) => {
      await askPrivacy('setClipboardData')
      it.clipboard = data
      return done
    },
    getClipboardData: async () => {
      await askPrivacy('getClipboardData')
      return { data: it.clipboard }
    },
    stopPullDownRefresh: () => done,
    startPullDownRefresh: () => done,
    pageScrollTo: () => done,
    setNavigationBarTitle: () => done,
    setNavigationBarColor: () => done,
    setBackgroundColor: () => done,
    setBackgroundTextStyle: () => done,
    getSetting: () => ({
      authSetting: place(it),
      subscriptionsSetting: { mainSwitch: true, itemSettings: {} },
    }),
    openSetting: () => ({
      authSetting: place(it),
      subscriptionsSetting: { mainSwitch: true, itemSettings: {} },
    }),
  }
  const onNeedPrivacyAuthorization = (given: PrivacyListener) => {
    listener = given
  }
  return {
    answering,
    direct: {
      onNeedPrivacyAuthorization: onNeedPrivacyAuthorization as unknown as Wx['onNeedPrivacyAuthorization'],
    },
  }
}

/** As a window of WeChat's about money answers once it is closed. */
function closed(answer: PaymentAnswer): Promise<never> | typeof done {
  // Neither success nor fail is ever called.
  if (answer === 'silence') return new Promise<never>(() => undefined)
  if (answer === 'closed') throw new Failure('cancel')
  if (typeof answer === 'object') throw new Failure(answer.fails)
  return done
}

const place = ({ position }: Surroundings) => ({ 'scope.userLocation': position !== 'refused' })
