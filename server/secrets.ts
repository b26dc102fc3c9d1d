import { hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { prepareFolder } from './database/postgres-cluster'
import { secretNames, type Environment, type Secrets } from './environment'
import type { Keys } from './ports'
import { StartFault } from './start-fault'

/**
 * The secrets of this deployment: as given, and on a developer's machine derived from one that is made once and kept in
 * `secrets.json` of the data folder, readable by its owner only. In production all are given (see readEnvironment).
 */
export async function loadSecrets({ given, dataFolder }: Environment): Promise<Secrets> {
  const missing = secretNames.filter((name) => !given[name])
  if (missing.length === 0) return given as Secrets
  const root = await rootSecret(dataFolder)
  const derived = missing.map((name) => [
    name,
    new Uint8Array(hkdfSync('sha256', root, '', `nuanxin ${name}`, 32)),
  ])
  return { ...given, ...Object.fromEntries(derived) } as Secrets
}

/** The keys the API works with. */
export const keysOf = (
  secrets: Secrets,
  { dataKeyId, otherDataKeys }: Pick<Environment, 'dataKeyId' | 'otherDataKeys'>,
): Keys => ({
  pepper: secrets.pepper,
  identity: secrets.dataKey,
  identityKeyId: dataKeyId,
  otherIdentity: otherDataKeys,
  voucher: secrets.voucherKey,
})

async function rootSecret(folder: string): Promise<Buffer> {
  const file = path.join(folder, 'secrets.json')
  await prepareFolder(folder)
  const draft = `${file}.${randomUUID()}`
  try {
    await writeFile(draft, `${JSON.stringify({ root: randomBytes(32).toString('base64url') })}\n`, {
      mode: 0o600,
      flush: true,
    })
    // Unlike rename, link never replaces what another process has put there.
    await link(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unreadable(file, error)
  } finally {
    await rm(draft, { force: true })
  }
  try {
    const { root } = JSON.parse(await readFile(file, 'utf8')) as { root?: unknown }
    const bytes = Buffer.from(String(root), 'base64url')
    if (bytes.length === 32) return bytes
    throw new Error('it holds no root of 32 bytes')
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, cause: unknown): StartFault {
  return new StartFault(
    `The secrets in ${file} cannot be read (${(cause as Error).message}): bring the file back from a backup, or remove ` +
      'the whole data folder to start anew.',
    { cause },
  )
}
