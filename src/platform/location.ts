import { type Location, LocationRefused, type Place } from './location.shared'

const timeoutMs = 8_000
const kinds = { 1: 'denied', 2: 'unavailable', 3: 'timeout' } as const

export const location = {
  async locate() {
    if (!navigator.geolocation) throw new LocationRefused('unavailable')
    const [{ coords }, { default: gcoord }] = await Promise.all([
      new Promise<GeolocationPosition>((resolve, reject) => {
        navigator.geolocation.getCurrentPosition(
          resolve,
          ({ code }) => reject(new LocationRefused(kinds[code as 1 | 2 | 3] ?? 'unavailable')),
          { enableHighAccuracy: true, timeout: timeoutMs, maximumAge: 30_000 },
        )
      }),
      import('gcoord'),
    ])
    // Browsers answer in WGS-84.
    const [lng, lat] = gcoord.transform([coords.longitude, coords.latitude], gcoord.WGS84, gcoord.GCJ02)
    return { lat, lng }
  },
  canChoosePlace: false as boolean,
  choosePlace: async (): Promise<Place | undefined> => undefined,
  openMap({ lat, lng, name }) {
    const query = `position=${lng},${lat}&name=${encodeURIComponent(name)}&coordinate=gaode&callnative=1`
    window.open(`https://uri.amap.com/marker?${query}`, '_blank', 'noopener')
  },
  openSettings: undefined as Location['openSettings'],
} satisfies Location
