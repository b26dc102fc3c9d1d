import { pictureTimeoutMs, type PictureFetcher } from './picture.shared'
import { NetworkFault, gated, parse } from './request'

/** Not as an image's own address: no browser sends a token with one. */
export const pictures = {
  async fetchPicture({ url, headers, signal }) {
    await gated()
    if (signal?.aborted) throw new NetworkFault('aborted')
    const controller = new AbortController()
    let why: NetworkFault['kind'] = 'offline'
    const giveUp = (kind: NetworkFault['kind']) => {
      why = kind
      controller.abort()
    }
    const abandon = () => giveUp('aborted')
    const timer = setTimeout(() => giveUp('timeout'), pictureTimeoutMs)
    signal?.addEventListener('abort', abandon)
    try {
      const reply = await fetch(url, { headers, signal: controller.signal, cache: 'no-store' })
      const contentType = reply.headers.get('content-type') ?? ''
      const date = reply.headers.get('date')
      const told = { status: reply.status, headers: { 'content-type': contentType, ...(date && { date }) } }
      if (!reply.ok || !contentType.startsWith('image/')) {
        return { ...told, body: parse(contentType, await reply.text()) }
      }
      const source = URL.createObjectURL(await reply.blob())
      return { ...told, body: { source, release: () => URL.revokeObjectURL(source) } }
    } catch {
      throw new NetworkFault(why)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abandon)
    }
  },
} satisfies PictureFetcher
