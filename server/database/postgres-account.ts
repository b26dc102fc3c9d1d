import { execFile, spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { StartFault } from '../start-fault'

/** A user PostgreSQL runs as. */
export interface Account {
  readonly uid: number
  readonly gid: number
  readonly name: string
}

const run = promisify(execFile)

/**
 * PostgreSQL refuses to run as root, so root lends it another account: whoever owns the data already, else whoever owns the
 * folder they will lie in, else `postgres` or `nobody`.
 * Anybody else runs it as himself: `undefined`.
 */
export async function chooseAccount(cluster: string, folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const place of [cluster, folder]) {
    const found = await stat(place).catch(() => undefined)
    if (found && found.uid !== 0) {
      return { uid: found.uid, gid: found.gid, name: (await nameOf(found.uid)) ?? `user ${found.uid}` }
    }
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
      return { uid: Number(uid.stdout), gid: Number(gid.stdout), name }
    } catch {
      // This machine has no such user.
    }
  }
  throw new StartFault(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody": ' +
      'start as another user, or set DATABASE_URL.',
  )
}

/** initdb wants a name for its uid; a bare number in the owner's place has none. */
async function nameOf(uid: number): Promise<string | undefined> {
  return run('id', ['-un', String(uid)]).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  )
}

/** Options for child_process that make a child run as the account, in a folder anybody may stand in. */
export function asAccount(account: Account | undefined): { uid?: number; gid?: number; cwd: string } {
  return account ? { uid: account.uid, gid: account.gid, cwd: '/' } : { cwd: '/' }
}

/** Whether the account can walk to a folder; asked of the kernel, which knows about ACLs and mounts. */
export function canReach(account: Account | undefined, folder: string): boolean {
  if (!account) return true
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', path.resolve(folder)], {
      ...asAccount(account),
      stdio: 'ignore',
    }).status === 0
  )
}
