import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'
import { noticeKind } from '@/contract'
import type { NoticeOptions } from './adapters/wechat-notices'
import { StartFault } from './start-fault'

const shape = z.partialRecord(
  noticeKind,
  z.strictObject({
    template: z.string().check(z.minLength(1)),
    fields: z.record(z.string(), z.enum(['title', 'station', 'at', 'state'])),
  }),
)

/**
 * Reads which template of WeChat's each kind of message uses, and what goes into its keywords. Throws a StartFault that
 * names the place.
 */
export async function readNoticeTemplates(file: string): Promise<NoticeOptions['templates']> {
  let read: unknown
  try {
    read = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new StartFault(`WECHAT_TEMPLATES: ${file} cannot be read as JSON.`, { cause })
  }
  const parsed = shape.safeParse(read)
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') || 'the whole'
  throw new StartFault(`WECHAT_TEMPLATES: in ${file}, ${where} is not as docs/notices.md has it.`)
}
