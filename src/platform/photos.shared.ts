/** A picture that is kept on this phone until it is removed: it outlives the app. */
export interface KeptPhoto {
  /** A UUID of its own. */
  id: string
  bytes: number
}

/**
 * There is no picture: the camera and the album may not be used ('denied'), it could not be read ('unreadable'), or there
 * is no room left to keep it ('full').
 */
export class PhotoRefused extends Error {
  override readonly name = 'PhotoRefused'
  constructor(readonly kind: 'denied' | 'unreadable' | 'full') {
    super(`no photo: ${kind}`)
  }
}

export interface Photos {
  /**
   * Lets the user take a picture or choose one, and keeps it; undefined where he went back without one. Call it on a tap.
   * Throws PhotoRefused.
   */
  takePhoto(): Promise<KeptPhoto | undefined>
  /** What an image shows it by; undefined where the system has cleared it. */
  photoSource(id: string): Promise<string | undefined>
  removePhoto(id: string): Promise<void>
  /** Ids of all that are kept. */
  keptPhotos(): Promise<string[]>
}

/** Begins the name under which a picture is kept. */
export const photoPrefix = 'photo-'
