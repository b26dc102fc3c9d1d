import Taro from '@tarojs/taro'
import { pictureTimeoutMs, type PictureFetcher } from './picture.shared'
import { NetworkFault, gated, lowerCase, parse } from './request'

/** Into WeChat's temporary files, which it deletes by itself and which no other mini-program reads. */
export const pictures = {
  async fetchPicture({ url, headers, signal }) {
    await gated()
    if (signal?.aborted) throw new NetworkFault('aborted')
    return new Promise((resolve, reject) => {
      let told: Record<string, string> = {}
      const task = Taro.downloadFile({ url, header: { ...headers }, timeout: pictureTimeoutMs })
      const abandon = () => {
        reject(new NetworkFault('aborted'))
        task.abort()
      }
      signal?.addEventListener('abort', abandon)
      task.onHeadersReceived(({ header }) => {
        told = lowerCase(header)
      })
      task.then(
        ({ statusCode, tempFilePath }) => {
          signal?.removeEventListener('abort', abandon)
          const reply = { status: statusCode, headers: told }
          const type = told['content-type'] ?? (statusCode < 300 ? 'image/jpeg' : 'application/problem+json')
          if (statusCode < 300 && type.startsWith('image/')) {
            resolve({ ...reply, body: { source: tempFilePath, release: () => undefined } })
            return
          }
          // What is said instead of a picture is a file too.
          Taro.getFileSystemManager().readFile({
            filePath: tempFilePath,
            encoding: 'utf8',
            success: ({ data }) => resolve({ ...reply, body: parse(type, data) }),
            fail: () => resolve({ ...reply, body: undefined }),
          })
        },
        (fault: unknown) => {
          signal?.removeEventListener('abort', abandon)
          const { errMsg = '' } = (fault ?? {}) as { errMsg?: string }
          reject(new NetworkFault(errMsg.includes('timeout') ? 'timeout' : 'offline'))
        },
      )
    })
  },
} satisfies PictureFetcher
