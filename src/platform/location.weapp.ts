import Taro from '@tarojs/taro'
import { type Location, LocationRefused } from './location.shared'

const timeoutMs = 8_000

export const location = {
  async locate() {
    let late: ReturnType<typeof setTimeout> | undefined
    const timeout = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new LocationRefused('timeout')), timeoutMs)
    })
    try {
      const found = Taro.getLocation({ type: 'gcj02' })
      const { latitude: lat, longitude: lng } = await Promise.race([found, timeout])
      return { lat, lng }
    } catch (fault) {
      if (fault instanceof LocationRefused) throw fault
      const { errMsg = '' } = fault as { errMsg?: string }
      // "auth deny", "auth denied", "authorize no response", "privacy permission is not authorized"
      throw new LocationRefused(/auth|privacy/i.test(errMsg) ? 'denied' : 'unavailable')
    } finally {
      clearTimeout(late)
    }
  },
  canChoosePlace: true,
  async choosePlace() {
    try {
      const { latitude: lat, longitude: lng, name, address } = await Taro.chooseLocation({})
      return { lat, lng, name: name || address, address }
    } catch {
      return undefined
    }
  },
  openMap({ lat, lng, name, address }) {
    Taro.openLocation({ latitude: lat, longitude: lng, name, address }).catch(() => undefined)
  },
} satisfies Location
