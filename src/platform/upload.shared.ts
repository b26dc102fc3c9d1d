import type { Incoming, Outgoing } from './request'

/** A kept photo on its way, as multipart/form-data. */
export interface OutgoingPhoto extends Pick<Outgoing, 'url' | 'headers' | 'signal'> {
  /** Of a {@link KeptPhoto}. */
  photoId: string
  /** What the form calls it. */
  field: string
  /** Texts that go with it. */
  fields?: Record<string, string>
  /** Milliseconds without any progress until it gives up; 30,000 unless told. */
  idleMs?: number
  /** Told how much of it has gone, 0–1. */
  onProgress?: (done: number) => void
}

export interface Uploader {
  /** One upload. Any status is a reply; throws NetworkFault where there is none, PhotoLost where there is no photo. */
  sendPhoto(outgoing: OutgoingPhoto): Promise<Incoming>
}

/** The photo is not on this phone any more: the system has cleared it. */
export class PhotoLost extends Error {
  override readonly name = 'PhotoLost'
}

const idleMsUnlessTold = 30_000

/** What a twin does: begins, and tells of progress and of the end. */
export type Begin = (told: {
  progress: (done: number) => void
  replied: (reply: Incoming) => void
  failed: (fault: Error) => void
}) => { abort(): void }

/**
 * Runs an upload until it ends, is given up, or makes no progress: a photo may take minutes in a basement, so what counts
 * is whether anything moves.
 */
export function runUpload(
  { signal, idleMs = idleMsUnlessTold, onProgress }: OutgoingPhoto,
  begin: Begin,
  fault: (kind: 'timeout' | 'aborted') => Error,
): Promise<Incoming> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout>
    let ended = false
    const settle = (finish: () => void) => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      signal?.removeEventListener('abort', abandon)
      finish()
    }
    const giveUp = (kind: 'timeout' | 'aborted') =>
      settle(() => {
        reject(fault(kind))
        task.abort()
      })
    const abandon = () => giveUp('aborted')
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => giveUp('timeout'), idleMs)
    }
    wait()
    signal?.addEventListener('abort', abandon)
    const task = begin({
      progress: (done) => {
        if (ended) return
        wait()
        onProgress?.(Math.min(1, Math.max(0, done)))
      },
      replied: (reply) => settle(() => resolve(reply)),
      failed: (why) => settle(() => reject(why)),
    })
  })
}
