import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')

it('runs every test file in one project, and in no more', () => {
  const { stdout } = spawnSync(
    path.join(root, 'node_modules/.bin/jest'),
    ['-c', 'config/jest.config.cjs', '--listTests', '--json'],
    { cwd: root, encoding: 'utf8' },
  )
  const run = (JSON.parse(stdout) as string[]).map((file) => path.relative(root, file))
  const there = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => path.join('test', file))
  expect(run.sort()).toEqual(there.sort())
})
