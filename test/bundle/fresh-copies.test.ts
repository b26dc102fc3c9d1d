import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Compilation, webpack, type Compiler } from 'webpack'
import { FreshCopies } from '../../config/fresh-copies'

jest.setTimeout(60_000)

const folder = mkdtempSync(path.join(os.tmpdir(), 'nuanxin-copies-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As Taro does it for what subpackages share: under a hash that is the same whatever is in it. */
class CopyAsTaro {
  apply({ hooks }: Compiler): void {
    hooks.thisCompilation.tap('CopyAsTaro', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_ANALYSE
      compilation.hooks.processAssets.tap({ name: 'CopyAsTaro', stage }, (assets) => {
        const shared = assets['main.js']
        if (!shared) throw new Error('Nothing was built')
        Object.assign(assets, {
          'sub/main.js': {
            size: () => shared.size(),
            source: () => shared.source(),
            buffer: () => shared.buffer(),
            map: () => shared.map(),
            sourceAndMap: () => shared.sourceAndMap(),
            updateHash: () => undefined,
          },
        })
      })
    })
  }
}

it('takes a copy of what subpackages share from its source, whatever the minifier’s cache holds', async () => {
  const entry = path.join(folder, 'main.js')
  const build = async (text: string) => {
    writeFileSync(entry, `globalThis.said = ${JSON.stringify(text)}`)
    await new Promise<void>((resolve, reject) => {
      const compiler = webpack({
        mode: 'production',
        context: folder,
        entry,
        output: { path: path.join(folder, 'dist'), filename: 'main.js' },
        cache: { type: 'filesystem', cacheDirectory: path.join(folder, 'cache') },
        plugins: [new CopyAsTaro(), new FreshCopies()],
      })
      compiler.run((fault, stats) => {
        // Closing writes the cache.
        compiler.close(() =>
          fault || stats?.hasErrors() ? reject(fault ?? new Error(stats?.toString())) : resolve(),
        )
      })
    })
    return readFileSync(path.join(folder, 'dist', 'sub', 'main.js'), 'utf8')
  }
  expect(await build('before')).toContain('"before"')
  expect(await build('after')).toContain('"after"')
})
