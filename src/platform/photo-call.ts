import type { CallInput, Endpoint, ReplyOf } from '@/contract'
import { ask, replyIn, unreadable } from './call'
import { pictures } from './picture'
import { type Picture, isPicture } from './picture.shared'
import type { Outgoing } from './request'
import { uploader } from './upload'

// Apart from the other calls: photos go to and fro in subpackages only.
/**
 * Calls the API with a photo that is kept on this phone, as multipart/form-data: the body's texts are its fields. Throws as
 * `call` does, and PhotoLost where the photo is gone.
 */
export async function callWithPhoto<const E extends Endpoint & { upload: { field: string } }>(
  endpoint: E,
  input: CallInput<E>,
  { photoId, ...options }: { photoId: string; signal?: AbortSignal; onProgress?: (done: number) => void },
): Promise<ReplyOf<E>> {
  const post = ({ url, headers, body, signal }: Outgoing) =>
    uploader.sendPhoto({
      url,
      headers,
      field: endpoint.upload.field,
      fields: body as Record<string, string> | undefined,
      photoId,
      signal,
      onProgress: options.onProgress,
    })
  return replyIn(endpoint, await ask(endpoint, input, {}, options, post))
}

/** Calls the API for a picture, to be released by whoever shows it. Throws as `call` does. */
export async function callForPicture<const E extends Endpoint & { download: string }>(
  endpoint: E,
  input: CallInput<E>,
  options: { signal?: AbortSignal } = {},
): Promise<Picture> {
  const incoming = await ask(endpoint, input, { accept: endpoint.download }, options, pictures.fetchPicture)
  if (isPicture(incoming.body)) return incoming.body
  throw unreadable(incoming, endpoint)
}
