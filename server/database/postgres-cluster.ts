import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Log } from '../adapters/log'
import { StartFault } from '../start-fault'
import { asAccount, canReach, chooseAccount, type Account } from './postgres-account'
import { isAlive } from './processes'
import { postgresEnvironment, prepareBinaries, type Binaries } from './postgres-binaries'

/** The superuser of an embedded server; owns the database and runs the migrations. */
export const OWNER = 'nuanxin_owner'

export interface Cluster {
  /** PostgreSQL's own data folder, links resolved. */
  readonly folder: string
  readonly binaries: Binaries
  readonly account: Account | undefined
  readonly password: string
}

const run = promisify(execFile)

/** What root keeps for accounts that cannot reach the project: outlives restarts, unlike the temporary folder. */
const shelfOfRoot = process.platform === 'darwin' ? '/usr/local/var/nuanxin' : '/var/lib/nuanxin'

/**
 * Finds or makes the data of an embedded PostgreSQL under `folder`, in `folder/postgres`. Where the account that runs
 * PostgreSQL cannot walk there, `folder/postgres` is a link to where the data are, so that they move with the folder.
 * Processes that start together agree on one: making is done aside and put in place by one rename.
 *
 * @param sync whether initdb waits for the disk.
 */
export async function openCluster(folder: string, sync: boolean, log: Log): Promise<Cluster> {
  await prepareFolder(folder)
  const place = path.join(folder, 'postgres')
  const account = await chooseAccount(place, folder)
  const binaries = await prepareBinaries(account, account ? shelfOfRoot : folder)
  if (!(await exists(place))) await makeCluster(place, { account, binaries, sync, log })
  const real = await realpath(place).catch(() => {
    throw new StartFault(
      `${place} points to data that are gone: bring them back, or remove the link to start anew.`,
    )
  })
  await checkOwner(real, account, log)
  const password = await readPassword(real)
  await checkVersion(real, binaries)
  return { folder: real, binaries, account, password }
}

/** Makes the data folder, and sees that files can be made in it. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    // PostgreSQL's account must be able to pass through a folder of root's.
    if (made && process.getuid?.() === 0) await chmod(folder, 0o711)
    const probe = path.join(folder, `.probe-${randomUUID()}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new StartFault(
      `The data folder ${folder} is not writable (${code ?? message}): set NUANXIN_DATA to one that is.`,
      {
        cause,
      },
    )
  }
}

interface Making {
  readonly account: Account | undefined
  readonly binaries: Binaries
  readonly sync: boolean
  readonly log: Log
}

async function makeCluster(place: string, { account, binaries, sync, log }: Making): Promise<void> {
  const folder = path.dirname(place)
  const reachable = canReach(account, folder)
  const aside = reachable ? folder : shelfOfRoot
  await sweep(aside)
  const nursery = path.join(aside, `postgres-new-${process.pid}`)
  const password = randomBytes(24).toString('base64url')
  try {
    await mkdir(nursery, { recursive: true, mode: 0o700 })
    await writeFile(path.join(nursery, 'password'), `${password}\n`, { mode: 0o600 })
    if (account) {
      await chown(path.join(nursery, 'password'), account.uid, account.gid)
      await chown(nursery, account.uid, account.gid)
      // Whoever's umask made the folders above, the account must get through the shelf.
      if (!reachable) await chmod(shelfOfRoot, 0o755)
    }
    const data = path.join(nursery, 'data')
    await run(
      path.join(binaries.root, 'bin', 'initdb'),
      [
        `--pgdata=${data}`,
        `--username=${OWNER}`,
        `--pwfile=${path.join(nursery, 'password')}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(sync ? [] : ['--no-sync']),
      ],
      { ...asAccount(account), env: postgresEnvironment },
    )
    // Kept with the data, so that the two are put in place, moved and removed together.
    await rename(path.join(nursery, 'password'), path.join(data, PASSWORD_FILE))
    if (reachable) {
      await rename(data, place)
    } else {
      const home = path.join(shelfOfRoot, randomUUID())
      await rename(data, home)
      await symlink(home, place).catch(async (error: unknown) => {
        await rm(home, { recursive: true, force: true })
        throw error
      })
      log.info(
        `PostgreSQL runs as ${account?.name}, who cannot reach ${folder}: its data are kept in ${home}`,
      )
    }
  } catch (cause) {
    // Another process put its data in place first: use those.
    if (await exists(place)) return
    const { stderr, message } = cause as { stderr?: string; message: string }
    const reason =
      stderr?.split('\n').find((line) => /error|fatal|could not/i.test(line)) ?? message.split('\n', 1)[0]
    throw new StartFault(`PostgreSQL's data cannot be made in ${aside} (${reason}).`, { cause })
  } finally {
    await rm(nursery, { recursive: true, force: true })
  }
}

const PASSWORD_FILE = 'nuanxin-password'

/** Removes what processes that were killed while making a cluster left behind. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /^postgres-new-(\d+)$/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) await rm(path.join(folder, name), { recursive: true, force: true })
  }
}

/** PostgreSQL refuses data that are not its account's own. */
async function checkOwner(folder: string, account: Account | undefined, log: Log): Promise<void> {
  const { uid } = await stat(folder)
  const wanted = account?.uid ?? process.getuid?.()
  if (uid === wanted) return
  if (account && uid === 0) {
    // Copied or restored by root.
    log.info(`${folder} is handed to ${account.name}, as whom PostgreSQL runs`)
    await run('chown', ['-R', `${account.uid}:${account.gid}`, folder])
    return
  }
  throw new StartFault(
    `${folder} belongs to another user (uid ${uid}): start as that user or root, or set NUANXIN_DATA to another folder.`,
  )
}

async function readPassword(folder: string): Promise<string> {
  try {
    return (await readFile(path.join(folder, PASSWORD_FILE), 'utf8')).trim()
  } catch (cause) {
    throw new StartFault(
      `${folder} is not a database of this program (${(cause as NodeJS.ErrnoException).code}, ${PASSWORD_FILE}): ` +
        'set NUANXIN_DATA to another folder.',
      { cause },
    )
  }
}

async function checkVersion(folder: string, { major }: Binaries): Promise<void> {
  const text = await readFile(path.join(folder, 'PG_VERSION'), 'utf8').catch(() => '')
  const found = Number.parseInt(text, 10)
  if (found === major) return
  if (found > major) {
    throw new StartFault(
      `The data in ${folder} belong to PostgreSQL ${found}, newer than the ${major} here: ` +
        'start the version that made them, or set NUANXIN_DATA to another folder.',
    )
  }
  throw new StartFault(
    `The data in ${folder} belong to ${found ? `PostgreSQL ${found}` : 'no known PostgreSQL'}, and ${major} cannot read them: ` +
      'move them over with pg_dump, or set NUANXIN_DATA to another folder.',
  )
}

async function exists(place: string): Promise<boolean> {
  return lstat(place).then(
    () => true,
    () => false,
  )
}
