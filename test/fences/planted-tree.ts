import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')

/** A violation: which rule must report which file, and what stands in it. */
export interface Planted {
  rule: string
  file: string
  text: string
  /** Other files it needs, which break nothing. */
  beside?: Record<string, string>
}

export interface PlantedTree {
  readonly folder: string
  /** Runs one of the project's tools in the tree; returns what it printed. */
  run(tool: string, ...args: string[]): string
  remove(): void
}

/** A folder laid out like the project, with its settings and packages, in which only `files` stand. */
export function plant(files: Record<string, string>): PlantedTree {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nuanxin-fences-'))
  for (const name of ['package.json', 'tsconfig.json', 'config']) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true })
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return {
    folder,
    run(tool, ...args) {
      const { stdout, stderr, error } = spawnSync(path.join(root, 'node_modules/.bin', tool), args, {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      })
      if (error) throw error
      if (!stdout) throw new Error(`${tool} said nothing: ${stderr}`)
      return stdout
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** All planted files with what stands beside them. */
export const filesOf = (planted: readonly Planted[]): Record<string, string> =>
  Object.assign({}, ...planted.map(({ file, text, beside }) => ({ ...beside, [file]: text }))) as Record<
    string,
    string
  >
