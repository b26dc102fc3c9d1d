/** GCJ-02 degrees, as everywhere inside. */
export interface Point {
  lat: number
  lng: number
}

export interface Place extends Point {
  name: string
  address?: string
}

/** No position: the user or the system said no ('denied'), the phone has none ('unavailable') or took too long. */
export class LocationRefused extends Error {
  override readonly name = 'LocationRefused'
  constructor(readonly kind: 'denied' | 'unavailable' | 'timeout') {
    super(`no position: ${kind}`)
  }
}

export interface Location {
  /** Where the phone is. Throws LocationRefused. */
  locate(): Promise<Point>
  /** Whether choosePlace can do anything here. */
  canChoosePlace: boolean
  /** Lets the user point at a place on the system's map; undefined if they went back without one. Throws LocationRefused. */
  choosePlace(): Promise<Place | undefined>
  /** Opens the system's map, or a map site, to be guided to the place. */
  openMap(place: Place): void
  /** Where a refusal can be taken back; undefined where the app cannot lead there. Call it on a tap. */
  openSettings: (() => Promise<void>) | undefined
}
