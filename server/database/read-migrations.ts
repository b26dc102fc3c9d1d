import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Migration } from './migrate'

/** The numbered SQL files of a folder, by default the project's own. */
export async function readMigrations(folder = path.join(__dirname, 'migrations')): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file) => {
      const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file)
      if (!match) throw new Error(`${file} is not named like 0001-what-it-does.sql`)
      const sql = await readFile(path.join(folder, file), 'utf8')
      return { number: Number(match[1]), name: match[2] as string, sql }
    }),
  )
}
