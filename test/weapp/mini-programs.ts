import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Mini-programs in folders of their own, for one test file: call {@link clear} in afterAll. */
export class MiniPrograms {
  private readonly folders: string[] = []

  /** A small one written by hand: file -> text, over an app of one page `pages/a` that shows nothing. */
  write(files: Record<string, string | object>): string {
    const folder = this.folder()
    const all = {
      'app.json': { pages: ['pages/a'], lazyCodeLoading: 'requiredComponents' },
      'app.js': 'App({})',
      'app.wxss': '',
      'pages/a.wxml': '<view></view>',
      'pages/a.js': 'Page({})',
      ...files,
    }
    for (const [file, content] of Object.entries(all)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
    }
    return folder
  }

  /** A copy of `dist` in which `edit` has changed the text of one file; throws where it changed nothing. */
  edited(dist: string, file: string, edit: (text: string) => string): string {
    const folder = this.folder()
    cpSync(dist, folder, { recursive: true })
    const before = readFileSync(path.join(folder, file), 'utf8')
    const after = edit(before)
    if (after === before) throw new Error(`Nothing in ${file} was changed`)
    writeFileSync(path.join(folder, file), after)
    return folder
  }

  clear(): void {
    for (const folder of this.folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  }

  private folder(): string {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'nuanxin-weapp-'))
    this.folders.push(folder)
    return folder
  }
}
