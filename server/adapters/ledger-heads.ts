import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Head, HeadKeeper } from '../ledger/chain'
import { StartFault } from '../start-fault'

const TIMEOUT_MS = 5_000
/** `<number> <hash> <when>` */
const lineForm = /^(\d{1,16}) ([0-9a-f]{64}) \S+$/

/**
 * Keeps heads in a file, a line each, or behind a URL: there each line is POSTed as text/plain, and GET gives them all. A
 * URL's user and password go as Basic authentication.
 */
export function createHeadKeeper(target: string): HeadKeeper {
  return /^https?:\/\//.test(target) ? behindUrl(new URL(target)) : inFile(target)
}

const textOf = ({ number, hash }: Head, sealedAt: string) => `${number} ${hash} ${sealedAt}\n`

function inFile(file: string): HeadKeeper {
  return {
    where: file,
    async keep(head, sealedAt) {
      await mkdir(path.dirname(file), { recursive: true })
      await appendFile(file, textOf(head, sealedAt), { flush: true })
    },
    async read() {
      const text = await readFile(file, 'utf8').catch((error: unknown) => {
        throw new StartFault(`The heads in ${file} cannot be read (${(error as Error).message}).`)
      })
      return headsIn(text, file)
    },
  }
}

function behindUrl(url: URL): HeadKeeper {
  const headers: Record<string, string> = { 'Content-Type': 'text/plain; charset=utf-8' }
  if (url.username) {
    const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers['Authorization'] = `Basic ${Buffer.from(login).toString('base64')}`
  }
  url.username = ''
  url.password = ''
  const where = `${url.origin}${url.pathname}`
  const ask = async (init: RequestInit): Promise<string> => {
    const response = await fetch(url, {
      ...init,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new Error(`${where} answered ${response.status}`)
    return response.text()
  }
  return {
    where,
    async keep(head, sealedAt) {
      await ask({ method: 'POST', body: textOf(head, sealedAt) })
    },
    async read() {
      const text = await ask({ method: 'GET' }).catch((error: unknown) => {
        throw new StartFault(`The heads at ${where} cannot be read (${(error as Error).message}).`)
      })
      return headsIn(text, where)
    },
  }
}

/** The last line may have been cut off while it was written; no other may. */
function headsIn(text: string, where: string): Head[] {
  const lines = text.split('\n')
  lines.pop()
  return lines
    .filter((line) => line.trim() !== '')
    .map((line, i) => {
      const [, number, hash] = lineForm.exec(line.trim()) ?? []
      if (number === undefined || hash === undefined)
        throw new StartFault(`Line ${i + 1} in ${where} is no head of the ledger.`)
      return { number: Number(number), hash }
    })
}
