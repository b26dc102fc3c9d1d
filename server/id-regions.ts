import { readFile } from 'node:fs/promises'
import { StartFault } from './start-fault'

/**
 * The regions whose ID numbers are taken, as NUANXIN_ID_REGIONS names them: a list as 11,12,1303, or a file with one code a
 * line (two, four or six digits of GB/T 2260; whatever follows it and lines with # are for people). Undefined where it
 * names none. Throws a StartFault that tells the first bad line.
 */
export async function readIdRegions(said: string | undefined): Promise<ReadonlySet<string> | undefined> {
  if (said === undefined) return undefined
  const listed = /^[\d\s,]+$/.test(said)
  const lines = listed ? said.split(',') : (await textOf(said)).replace(/^\uFEFF/, '').split(/\r?\n/)
  const codes = new Set<string>()
  lines.forEach((line, index) => {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) return
    const code = /^(?:\d{2}){1,3}(?=$|[\s,;])/.exec(text)?.[0]
    if (!code) {
      const where = listed ? `entry ${index + 1}` : `line ${index + 1} of ${said}`
      throw new StartFault(
        `NUANXIN_ID_REGIONS: ${where} is no region: it must begin with two, four or six digits.`,
      )
    }
    codes.add(code)
  })
  if (codes.size === 0)
    throw new StartFault('NUANXIN_ID_REGIONS names no region at all, so nobody could be verified.')
  return codes
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    throw new StartFault(`NUANXIN_ID_REGIONS is neither a list of regions nor a file: ${file}: ${why}.`, {
      cause,
    })
  }
}
