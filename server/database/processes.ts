import { readFileSync } from 'node:fs'

/** Whether there is a process of this number, ours or not; a zombie counts. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether a process of this number runs. A zombie, for which nobody waited, does not. */
export function isAlive(pid: number): boolean {
  if (!exists(pid)) return false
  try {
    // "pid (name) state …"; the name may hold anything.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    // No /proc to tell.
    return true
  }
}
