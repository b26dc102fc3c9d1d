import Taro from '@tarojs/taro'
import type { FileGiver } from './give-file.shared'

/**
 * WeChat saves no text file to a phone's own folders: it goes to a chat, of which 文件传输助手 is one's own. The file it is
 * sent from does not stay.
 */
export const fileGiver = {
  filesGoTo: '发给自己一份',
  async giveFile(name, text) {
    // Before base library 2.16.1 no file can be sent.
    if (typeof Taro.shareFileMessage !== 'function') {
      await Taro.setClipboardData({ data: text })
      return 'copied'
    }
    const files = Taro.getFileSystemManager()
    const filePath = `${Taro.env.USER_DATA_PATH}/${name}`
    // The mark tells what opens it that these bytes are UTF-8.
    files.writeFileSync(filePath, `\ufeff${text}`, 'utf8')
    try {
      await new Promise((resolve, reject) => {
        void Taro.shareFileMessage({ filePath, fileName: name, success: resolve, fail: reject })
      })
      return 'sent'
    } catch (fault) {
      if (/cancel/.test((fault as { errMsg?: string }).errMsg ?? '')) return 'cancelled'
      throw fault
    } finally {
      files.unlinkSync(filePath)
    }
  },
} satisfies FileGiver
