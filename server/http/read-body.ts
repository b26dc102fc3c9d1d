import type { IncomingMessage } from 'node:http'

/** Bytes of a request's body at most; more is 413. */
export const MAX_BODY = 64 * 1024

/**
 * The body of a request that says how long it is, read as it comes in: by way of a Request and its streams that costs more
 * than all else a claim does. Undefined where there is none, none of a
 * length that is allowed, or a form, which may hold bytes that are no text; then nothing was read.
 */
export function readBody(incoming: IncomingMessage): Promise<string> | undefined {
  const length = Number(incoming.headers['content-length'])
  if (!(length > 0 && length <= MAX_BODY)) return undefined
  if (/^multipart\//i.test(incoming.headers['content-type'] ?? '')) return undefined
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    // It also closes on whoever hangs up before the end, and hears no answer.
    incoming.once('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
    incoming.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })
}
