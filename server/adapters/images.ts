import sharp from 'sharp'
import { MOST_PIXELS, PhotoFault, type Images } from '../ports'

/** The longer side of what is kept: small print of a bill can be read at it. */
const FULL = 2_560
const SMALL = 480

/**
 * Decodes photos and writes them anew as JPEG: upright, and with nothing of the file but its pixels, so that places, names
 * and whatever was hidden behind or in it are gone. The size is looked at before anything is decoded.
 */
export function createImages(): Images {
  return {
    async remake(bytes) {
      const image = () =>
        sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1, sequentialRead: true })
      try {
        const { height, width } = await sharp(bytes, { limitInputPixels: false }).metadata()
        if (width * height > MOST_PIXELS) throw new PhotoFault('too-many-pixels')
        const { data: full, info } = await image()
          .autoOrient()
          .resize({ width: FULL, height: FULL, fit: 'inside', withoutEnlargement: true })
          .flatten({ background: '#ffffff' })
          .jpeg({ quality: 82 })
          .toBuffer({ resolveWithObject: true })
        const small = await sharp(full)
          .resize({ width: SMALL, height: SMALL, fit: 'inside', withoutEnlargement: true })
          .jpeg({ quality: 70 })
          .toBuffer()
        return {
          width: info.width,
          height: info.height,
          full: new Uint8Array(full),
          small: new Uint8Array(small),
        }
      } catch (error) {
        if (error instanceof PhotoFault) throw error
        throw new PhotoFault('unreadable', { cause: error })
      }
    },
  }
}
