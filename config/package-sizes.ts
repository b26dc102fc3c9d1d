/**
 * Prints the size of each package of the built mini-program, warns where the main package is over its target, and fails
 * over our limits: 700 KB for the main package, 400 KB for a subpackage (WeChat's own is 2,048 KB each). Run after
 * `npm run build:weapp`.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const dist = 'dist/weapp'
const limitKb = { main: 700, subpackage: 400 }
const mainTargetKb = 600

interface AppJson {
  subPackages?: { root: string }[]
}

if (!existsSync(join(dist, 'app.json'))) {
  console.error(`${dist} holds no build; run: npm run build:weapp`)
  process.exit(1)
}
const { subPackages = [] } = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8')) as AppJson
const roots = subPackages.map(({ root }) => `${root}/`)
const bytes = new Map([['main', 0], ...roots.map((root): [string, number] => [root, 0])])

for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const path = join(dist, file)
  // WeChat's tools read the project file and leave out texts (the notices of our packages): neither is in the package.
  if (!statSync(path).isFile() || /^project\..*json$|\.txt$/.test(file)) continue
  const name = roots.find((root) => file.startsWith(root)) ?? 'main'
  bytes.set(name, (bytes.get(name) ?? 0) + statSync(path).size)
}

let total = 0
let over = 0
for (const [name, size] of bytes) {
  const limit = name === 'main' ? limitKb.main : limitKb.subpackage
  const kb = size / 1024
  total += kb
  if (kb > limit) over++
  console.log(
    `${name.padEnd(24)}${kb.toFixed(1).padStart(8)} KB  of ${limit}${kb > limit ? '  TOO LARGE' : ''}`,
  )
}
console.log(`${'all'.padEnd(24)}${total.toFixed(1).padStart(8)} KB`)
const mainKb = (bytes.get('main') ?? 0) / 1024
if (mainKb > mainTargetKb) {
  console.warn(
    `warning: the main package is ${(mainKb - mainTargetKb).toFixed(1)} KB over its target of ${mainTargetKb} KB`,
  )
}
if (over > 0) process.exit(1)
