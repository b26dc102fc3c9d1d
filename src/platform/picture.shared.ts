import type { Incoming, Outgoing } from './request'

/** A picture that came from the API, as long as it is shown. */
export interface Picture {
  /** What an image shows it by. */
  source: string
  /** Lets go of it: nothing can show it any more. */
  release(): void
}

export interface PictureFetcher {
  /** One download. Where it is a picture, `body` is a {@link Picture}; else what was said. Throws NetworkFault. */
  fetchPicture(outgoing: Pick<Outgoing, 'url' | 'headers' | 'signal'>): Promise<Incoming>
}

/** Papers are read in basements of hospitals too. */
export const pictureTimeoutMs = 60_000

export const isPicture = (body: unknown): body is Picture =>
  typeof body === 'object' && body !== null && 'source' in body && 'release' in body
