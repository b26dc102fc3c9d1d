import Taro from '@tarojs/taro'
import { type Location, LocationRefused, type Point } from './location.shared'
import { now } from './clock'
import { requirePrivacy } from './privacy.weapp'

const timeoutMs = 8_000
/** WeChat refuses to look again within half a minute; a position is good for as long. */
const goodForMs = 30_000

let last: { point: Point; at: number } | undefined

/** "auth deny", "auth denied", "authorize no response", "privacy permission is not authorized", "system permission denied" */
function refusal(fault: unknown): LocationRefused {
  if (fault instanceof LocationRefused) return fault
  const { errMsg = '' } = fault as { errMsg?: string }
  return new LocationRefused(/auth|privacy|permission/i.test(errMsg) ? 'denied' : 'unavailable')
}

async function look(): Promise<Point> {
  let late: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new LocationRefused('timeout')), timeoutMs)
  })
  try {
    const { latitude: lat, longitude: lng } = await Promise.race([
      Taro.getLocation({ type: 'gcj02' }),
      timeout,
    ])
    return { lat, lng }
  } finally {
    clearTimeout(late)
  }
}

export const location = {
  async locate() {
    if (last && Math.abs(now() - last.at) < goodForMs) return last.point
    try {
      // Asked first, so that the time the user takes to answer is not the phone's.
      await requirePrivacy()
      await Taro.authorize({ scope: 'scope.userLocation' })
      const point = await look()
      last = { point, at: now() }
      return point
    } catch (fault) {
      throw refusal(fault)
    }
  },
  canChoosePlace: true,
  async choosePlace() {
    try {
      await requirePrivacy()
      const { latitude: lat, longitude: lng, name, address } = await Taro.chooseLocation({})
      return { lat, lng, name: name || address, address }
    } catch (fault) {
      const why = refusal(fault)
      if (why.kind === 'denied') throw why
      return undefined
    }
  },
  openMap({ lat, lng, name, address }) {
    Taro.openLocation({ latitude: lat, longitude: lng, name, address }).catch(() => undefined)
  },
  openSettings: async () => {
    await Taro.openSetting({}).catch(() => undefined)
  },
} satisfies Location
