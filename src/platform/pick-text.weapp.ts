import Taro from '@tarojs/taro'
import { requirePrivacy } from './privacy.weapp'
import { TextUnreadable, type TextPicker } from './pick-text.shared'

/** WeChat sees no folder of the phone: files come out of a chat. It reads UTF-8 alone; what is not turns into question marks. */
export const textPicker = {
  filesComeFrom: '从聊天里选文件',
  async pickText() {
    let chosen: { name: string; path: string } | undefined
    try {
      await requirePrivacy()
      // Taro makes no promise of it.
      chosen = await new Promise<typeof chosen>((resolve, reject) => {
        void Taro.chooseMessageFile({
          count: 1,
          type: 'file',
          extension: ['csv'],
          success: ({ tempFiles }) => resolve(tempFiles[0]),
          fail: reject,
        })
      })
    } catch (fault) {
      if (/cancel/i.test((fault as { errMsg?: string }).errMsg ?? '')) return undefined
      throw new TextUnreadable()
    }
    if (!chosen) return undefined
    const { name, path } = chosen
    const text = await new Promise<string>((resolve, reject) => {
      Taro.getFileSystemManager().readFile({
        filePath: path,
        encoding: 'utf8',
        success: ({ data }) => resolve(data as string),
        fail: () => reject(new TextUnreadable()),
      })
    })
    if (text.includes('\ufffd')) throw new TextUnreadable()
    return { name, text }
  },
} satisfies TextPicker
