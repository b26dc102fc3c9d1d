import { photoBlob } from './photos'
import { NetworkFault, gated, parse } from './request'
import { PhotoLost, type Uploader, runUpload } from './upload.shared'

/** Not by fetch, which tells nothing of its progress. */
export const uploader = {
  async sendPhoto(outgoing) {
    await gated()
    const blob = await photoBlob(outgoing.photoId)
    if (!blob) throw new PhotoLost()
    if (outgoing.signal?.aborted) throw new NetworkFault('aborted')
    const form = new FormData()
    for (const [name, text] of Object.entries(outgoing.fields ?? {})) form.append(name, text)
    form.append(outgoing.field, blob, 'photo.jpg')
    return runUpload(
      outgoing,
      ({ progress, replied, failed }) => {
        const request = new XMLHttpRequest()
        request.open('POST', outgoing.url)
        for (const [name, value] of Object.entries(outgoing.headers ?? {}))
          request.setRequestHeader(name, value)
        request.responseType = 'text'
        request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
        request.onload = () => {
          const contentType = request.getResponseHeader('content-type') ?? ''
          const date = request.getResponseHeader('date')
          replied({
            status: request.status,
            headers: { 'content-type': contentType, ...(date !== null && { date }) },
            body: parse(contentType, request.responseText),
          })
        }
        request.onerror = () => failed(new NetworkFault('offline'))
        request.send(form)
        return { abort: () => request.abort() }
      },
      (kind) => new NetworkFault(kind),
    )
  },
} satisfies Uploader
