/**
 * `tsx config/check-h5.ts <folder>`: fails if a script of an H5 build does not parse (a minifier can write code that
 * no browser reads while the build stays green), tells the folder it was built in, or loads Baidu's map, as Taro's own
 * `<Map>` would.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Script } from 'node:vm'

const folder = process.argv[2] ?? 'dist/h5'
const root = resolve(__dirname, '..')
const buildPaths = [`${root}/src/`, `${root}/node_modules/`, `${root}/server/`, `${root}/mock/`]

const faults: string[] = []
const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.js'),
)
for (const file of scripts) {
  const source = readFileSync(join(folder, file), 'utf8')
  try {
    new Script(source, { filename: file })
  } catch (fault) {
    faults.push(`${file}: ${String(fault)}`)
  }
  if (/map\.baidu\.com/i.test(source)) faults.push(`${file} loads Baidu’s map`)
  for (const path of buildPaths) if (source.includes(path)) faults.push(`${file} names ${path}`)
}
if (scripts.length === 0) faults.push('no scripts')
for (const fault of faults) console.error(`${folder}: ${fault}`)
if (faults.length > 0) process.exit(1)
console.log(`${folder}: ${scripts.length} scripts parse, name no build folder and load no map of Baidu’s`)
