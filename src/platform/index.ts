/** The only door to what the phone or the browser can do. Nothing outside this folder calls Taro's APIs. */
export type { HeaderMetrics, Theme } from './appearance.shared'
export type { Given } from './give-file.shared'
export { type Place, type Point, LocationRefused } from './location.shared'
export type { TransferEnd } from './merchant-transfer.shared'
export type { PaymentEnd } from './payment.shared'
export type { PrivacyQuestion } from './privacy.shared'
export { type KeptPhoto, PhotoRefused } from './photos.shared'
export type { Picture } from './picture.shared'
export { TextUnreadable } from './pick-text.shared'
export { CameraRefused } from './scan.shared'
export { PhotoLost } from './upload.shared'
export { type RouteName, type RouteParams, type TabName } from './routes'
export { type Incoming, type Method, type Outgoing, NetworkFault, holdRequests } from './request'
export { back, go, replaceWith, switchTab, useEntry, useParams } from './navigate'
export { now } from './clock'
export { dial } from './dial'
export { type ShareCard, useShare } from './share'
export { toTop } from './to-top'
export { storage } from './storage'

import { appearance } from './appearance'
import { brightness } from './brightness'
import { fileGiver } from './give-file'
import { clipboard } from './clipboard'
import { files } from './files'
import { haptics } from './haptics'
import { lifecycle } from './lifecycle'
import { location } from './location'
import { login } from './login'
import { transferPage } from './merchant-transfer'
import { messages } from './messages'
import { network } from './network'
import { photos } from './photos'
import { textPicker } from './pick-text'
import { paymentWindow } from './payment'
import { privacy } from './privacy'
import { random } from './random'
import { scan } from './scan'
import { home } from './site'

export const { systemTheme, onThemeChange, fontScale, headerMetrics, paintWindow } = appearance
export const { holdBright } = brightness
export const { filesGoTo, giveFile } = fileGiver
export const { copyText } = clipboard
export const { buzz } = haptics
export const { read: readFile, write: writeFile, remove: removeFile } = files
export const { isOnline, onNetworkChange } = network
export const { onAppShow, onAppHide } = lifecycle
export const { locate, canChoosePlace, choosePlace, openMap, openSettings } = location
export const { wechatCode } = login
export const { takeInWechat } = transferPage
export const { askMessages } = messages
export const { takePhoto, photoSource, removePhoto, keptPhotos } = photos
export const { filesComeFrom, pickText } = textPicker
export const { payInWechat } = paymentWindow
export const { onPrivacyAsked, openPrivacyTerms } = privacy
export const { randomBytes } = random
export const { scanCode } = scan
export const { site } = home
