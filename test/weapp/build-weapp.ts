import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fingerprint } from '../../server/build-h5'

const root = path.resolve(__dirname, '..', '..')
const stamp = path.join(root, 'dist', 'weapp.inputs')
const inputs = ['src', 'config', 'package.json', 'package-lock.json', 'project.config.json', 'tsconfig.json']

/** Where `npm run build:weapp` puts the mini-program. */
export const weappDist = path.join(root, 'dist', 'weapp')

/** Runs `npm run build:weapp`, unless what it is made of and what it made are as they were. */
export async function buildWeapp(): Promise<void> {
  // Of the output too: `npm run dev:weapp` puts another build in the same place.
  const state = async () => `${await fingerprint(inputs)} ${await fingerprint(['dist/weapp'])}`
  if ((await readFile(stamp, 'utf8').catch(() => '')) === (await state())) return
  const begun = Date.now()
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build:weapp'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  if (status !== 0) throw new Error(`npm run build:weapp failed:\n${stdout}${stderr}`)
  await writeFile(stamp, await state())
  process.stdout.write(`Built dist/weapp in ${Math.round((Date.now() - begun) / 1000)} s\n`)
}
