import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(__dirname, '../..')

/** Bundles as a browser's module; what Node alone has is an error there. */
const bundle = (stdin: string) =>
  build({
    stdin: { contents: stdin, resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  })

it('bundles for a browser: createApp with all it imports', async () => {
  const { metafile, outputFiles } = await bundle(`export { createApp } from './server/app'`)
  const inputs = Object.keys(metafile.inputs)
  expect(inputs).toContain('server/campaigns/claim-campaign.ts')
  expect(
    inputs.filter((file) => /^(src\/(?!contract|rules)|mock|test)|node_modules\/(pg|pino)\//.test(file)),
  ).toEqual([])
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([])
  expect(outputFiles[0]?.text).not.toMatch(/\b(process\.(env|version|cwd)|Buffer\.from|__dirname)\b/)
})

it('would see an import of Node', async () => {
  await expect(
    bundle(`export { createApp } from './server/app'\nexport { openDatabase } from './server/database/pool'`),
  ).rejects.toThrow(/Could not resolve "(node:)?\w+"/)
})
