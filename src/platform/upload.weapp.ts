import Taro from '@tarojs/taro'
import { photoPath, photos } from './photos.weapp'
import { NetworkFault, gated, lowerCase, parse } from './request'
import { PhotoLost, type Uploader, runUpload } from './upload.shared'

/** WeChat's own limit must not end what still makes progress. */
const longMs = 15 * 60_000

export const uploader = {
  async sendPhoto(outgoing) {
    await gated()
    // WeChat's own words for a file that is not there are not always the same.
    if ((await photos.photoSource(outgoing.photoId)) === undefined) throw new PhotoLost()
    if (outgoing.signal?.aborted) throw new NetworkFault('aborted')
    return runUpload(
      outgoing,
      ({ progress, replied, failed }) => {
        let headers: Record<string, string> = {}
        const task = Taro.uploadFile({
          url: outgoing.url,
          filePath: photoPath(outgoing.photoId),
          name: outgoing.field,
          formData: outgoing.fields ?? {},
          header: { ...outgoing.headers },
          timeout: longMs,
        })
        task.onHeadersReceived(({ header }) => {
          headers = lowerCase(header)
        })
        task.onProgressUpdate(({ progress: percent }) => progress(percent / 100))
        task.then(
          ({ statusCode, data }) =>
            replied({
              status: statusCode,
              headers,
              // Older phones tell no headers of an upload.
              body: parse(headers['content-type'] ?? 'application/json', data),
            }),
          (fault: unknown) => {
            const { errMsg = '' } = (fault ?? {}) as { errMsg?: string }
            failed(new NetworkFault(errMsg.includes('timeout') ? 'timeout' : 'offline'))
          },
        )
        return { abort: () => task.abort() }
      },
      (kind) => new NetworkFault(kind),
    )
  },
} satisfies Uploader
