import Taro from '@tarojs/taro'
import { newKey } from './new-key'
import { requirePrivacy } from './privacy.weapp'
import { PhotoRefused, type Photos, photoPrefix } from './photos.shared'

/** Where a picture is kept: WeChat leaves it there until the mini-program is removed, with 200 MB for all of its files. */
export const photoPath = (id: string) => `${Taro.env.USER_DATA_PATH}/${photoPrefix}${id}.jpg`

const messageOf = (fault: unknown): string => (fault as { errMsg?: string } | undefined)?.errMsg ?? ''

export const photos = {
  async takePhoto() {
    let taken: { tempFilePath: string; size: number } | undefined
    try {
      await requirePrivacy()
      taken = await choose()
    } catch (fault) {
      const said = messageOf(fault)
      if (/cancel/i.test(said)) return undefined
      throw new PhotoRefused(/auth|privacy|permission/i.test(said) ? 'denied' : 'unreadable')
    }
    if (!taken) return undefined
    const id = await newKey()
    await save(taken.tempFilePath, photoPath(id))
    return { id, bytes: taken.size }
  },
  photoSource: (id) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().access({
        path: photoPath(id),
        success: () => resolve(photoPath(id)),
        fail: () => resolve(undefined),
      })
    }),
  removePhoto: (id) =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().unlink({
        filePath: photoPath(id),
        success: () => resolve(),
        fail: () => resolve(),
      })
    }),
  keptPhotos: () =>
    new Promise((resolve) => {
      Taro.getFileSystemManager().readdir({
        dirPath: Taro.env.USER_DATA_PATH ?? '',
        success: ({ files }) =>
          resolve(
            files
              .filter((file) => file.startsWith(photoPrefix))
              .map((file) => file.slice(photoPrefix.length).replace(/\.jpg$/, '')),
          ),
        fail: () => resolve([]),
      })
    }),
} satisfies Photos

/** By callbacks: Taro makes no promise of it. */
function choose(): Promise<{ tempFilePath: string; size: number } | undefined> {
  return new Promise((resolve, reject) => {
    void Taro.chooseMedia({
      count: 1,
      mediaType: ['image'],
      sourceType: ['camera', 'album'],
      sizeType: ['compressed'],
      camera: 'back',
      success: ({ tempFiles }) => resolve(tempFiles[0]),
      fail: reject,
    })
  })
}

/** WeChat clears what lies where it puts a picture that was just taken. */
function save(tempFilePath: string, filePath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().saveFile({
      tempFilePath,
      filePath,
      success: () => resolve(),
      fail: (fault) => {
        const full = /maximum size|limit|space|storage/i.test(messageOf(fault))
        reject(new PhotoRefused(full ? 'full' : 'unreadable'))
      },
    })
  })
}
