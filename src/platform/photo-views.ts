import { useCallback, useEffect, useRef, useState } from 'react'
import { api, type Photo } from '@/contract'
import { callForPicture } from './photo-call'
import type { Picture } from './picture.shared'

/** A photo of a claim, as far as the caller may see it. Throws a Refusal: `not-found`, `case-closed`, `own-case`. */
const fetchPhoto = (id: string, size: 'full' | 'small', signal: AbortSignal): Promise<Picture> =>
  callForPicture(api.getPhoto, { params: { id }, query: { size } }, { signal })

export interface PhotoView {
  photo: Photo
  /** What an image shows it by, once it is here. */
  source: string | undefined
  fault: Error | undefined
}

export interface PhotosControl {
  photos: PhotoView[]
  /** Asks again for those that did not come. */
  retry: () => void
}

interface Loaded {
  picture?: Picture
  fault?: Error
}

/** Small pictures of photos, one after another, for as long as they are on the screen: nothing of them stays on the phone. */
export function useSmallPhotos(photos: readonly Photo[]): PhotosControl {
  const [loaded, setLoaded] = useState<Readonly<Record<string, Loaded>>>({})
  const [tries, setTries] = useState(0)
  const held = useRef(new Map<string, Picture>())
  const ids = photos.map(({ id }) => id).join()

  useEffect(() => {
    const controller = new AbortController()
    const load = async () => {
      for (const id of ids.split(',').filter((it) => it !== '' && !held.current.has(it))) {
        const it = await fetchPhoto(id, 'small', controller.signal).then(
          (picture): Loaded => ({ picture }),
          (fault: unknown): Loaded => ({ fault: fault instanceof Error ? fault : new Error(String(fault)) }),
        )
        if (controller.signal.aborted) {
          it.picture?.release()
          return
        }
        if (it.picture) held.current.set(id, it.picture)
        setLoaded((before) => ({ ...before, [id]: it }))
      }
    }
    void load()
    return () => controller.abort()
  }, [ids, tries])

  useEffect(() => {
    const pictures = held.current
    return () => {
      for (const picture of pictures.values()) picture.release()
      pictures.clear()
    }
  }, [])

  return {
    photos: photos.map((photo) => ({
      photo,
      source: loaded[photo.id]?.picture?.source,
      fault: loaded[photo.id]?.fault,
    })),
    retry: useCallback(() => setTries((before) => before + 1), []),
  }
}

/** One photo in full, for as long as it is looked at. */
export function useFullPhoto(id: string): {
  source: string | undefined
  fault: Error | undefined
  retry: () => void
} {
  const [shown, setShown] = useState<{ id: string } & Loaded>()
  const [tries, setTries] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    let picture: Picture | undefined
    fetchPhoto(id, 'full', controller.signal).then(
      (it) => {
        picture = it
        if (controller.signal.aborted) it.release()
        else setShown({ id, picture: it })
      },
      (fault: unknown) => {
        if (!controller.signal.aborted) setShown({ id, fault: fault as Error })
      },
    )
    return () => {
      controller.abort()
      picture?.release()
    }
  }, [id, tries])
  const now = shown?.id === id ? shown : undefined
  return {
    source: now?.picture?.source,
    fault: now?.fault,
    retry: () => {
      setShown(undefined)
      setTries((before) => before + 1)
    },
  }
}
