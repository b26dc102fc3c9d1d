import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** What of S3 the storage uses: PUT, GET, HEAD and DELETE of objects in one bucket, by signed requests, path style. */
export interface S3StandIn {
  readonly url: string
  readonly objects: Map<string, Buffer>
  /** How often it answers 503 before it answers. */
  busy: number
  close(): Promise<void>
}

export async function startS3(bucket: string, keyId: string): Promise<S3StandIn> {
  const objects = new Map<string, Buffer>()
  const state = { busy: 0 }
  const fault = (response: http.ServerResponse, status: number, code: string) => {
    response.writeHead(status, { 'Content-Type': 'application/xml' })
    response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`)
  }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url = '' } = request
      const { pathname } = new URL(url, 'http://s3')
      const prefix = `/${bucket}/`
      const signed = new RegExp(`^AWS4-HMAC-SHA256 Credential=${keyId}/\\d{8}/`)
      if (state.busy > 0) {
        state.busy--
        fault(response, 503, 'SlowDown')
      } else if (!signed.test(request.headers.authorization ?? '')) fault(response, 403, 'AccessDenied')
      else if (!pathname.startsWith(prefix)) fault(response, 404, 'NoSuchBucket')
      else {
        const key = decodeURIComponent(pathname.slice(prefix.length))
        const held = objects.get(key)
        if (method === 'PUT') {
          objects.set(key, Buffer.concat(chunks))
          response.writeHead(200, { ETag: '"1"' }).end()
        } else if (method === 'DELETE') {
          objects.delete(key)
          response.writeHead(204).end()
        } else if (!held) fault(response, 404, 'NoSuchKey')
        else {
          response.writeHead(200, { ETag: '"1"', 'Content-Length': held.length })
          response.end(method === 'HEAD' ? undefined : held)
        }
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    get busy() {
      return state.busy
    },
    set busy(it) {
      state.busy = it
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
