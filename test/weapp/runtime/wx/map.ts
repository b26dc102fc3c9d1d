import type { Realm } from '../realm'
import type { Outcome } from './request'

/** What a native map shows: its middle and zoom, as it was told. */
export interface ShownMap {
  latitude: number
  longitude: number
  scale: number
}

interface MapOption {
  success?: (result: unknown) => void
  fail?: (result: unknown) => void
}

/** Of the view in px, and of a web map's tile. */
const view = { width: 390, height: 560 }
const tile = 256

/** wx.createMapContext(id): tells what the map shows. `shown` is undefined where the page has no map of this id. */
export function mapContext(
  realm: Realm,
  settle: (option: MapOption, api: string, outcome: Outcome) => void,
  shown: (id: string) => ShownMap | undefined,
): (id: string) => unknown {
  return (id) => {
    const context = realm.run('({})') as Record<string, unknown>
    const add = (api: string, tell: (map: ShownMap) => object) => {
      context[api] = realm.wrap((option: MapOption) => {
        const map = shown(id)
        settle(option, api, map ? { ok: tell(map) } : { fail: `map ${id} is not found` })
      })
    }
    add('getRegion', ({ latitude, longitude, scale }) => {
      const degrees = 360 / 2 ** scale / tile
      const [width, height] = [
        view.width * degrees,
        view.height * degrees * Math.cos((latitude * Math.PI) / 180),
      ]
      return {
        southwest: { latitude: latitude - height / 2, longitude: longitude - width / 2 },
        northeast: { latitude: latitude + height / 2, longitude: longitude + width / 2 },
      }
    })
    add('getScale', ({ scale }) => ({ scale }))
    return context
  }
}
