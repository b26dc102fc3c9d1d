/**
 * Holds package-lock.json whole. npm leaves out platform packages that the registry at hand does not have (yet), after
 * which `npm ci` refuses everywhere; it also writes the registry's address in where it is not told otherwise.
 * `npm run lock` puts right what an `npm install` left; with `--check` it only says what is wrong, and fails.
 */
import { readFileSync, writeFileSync } from 'node:fs'

interface Locked {
  version?: string
  dev?: boolean
  license?: string
  resolved?: string
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const file = 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> }
const { packages } = lock
const faults: string[] = []

for (const [where, it] of Object.entries(packages)) {
  if (it.resolved?.startsWith('http')) {
    faults.push(`${where} names the registry it came from`)
    delete it.resolved
  }
  for (const [name, version] of Object.entries(it.optionalDependencies ?? {})) {
    if (isLocked(where, name)) continue
    faults.push(`${name} is missing`)
    packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(it.dev && { dev: true }),
      license: it.license,
      optional: true,
    }
  }
}

if (process.argv.includes('--check')) {
  for (const fault of faults) console.error(`${file}: ${fault} (npm run lock)`)
  process.exitCode = faults.length > 0 ? 1 : 0
} else if (faults.length > 0) {
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
}

/** Whether a package finds another by Node's own way up through the folders. */
function isLocked(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true
    if (!folder) return false
  }
}

/** Platform packages carry their platform in their name: binding-linux-arm64-gnu. */
function platformOf(name: string): Pick<Locked, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[/-]/)
  const among = (known: string[]) => known.filter((it) => words.includes(it))
  const os = among(['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony'])
  const cpu = among(['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64'])
  const libc = words.some((it) => it.startsWith('musl')) ? ['musl'] : ['glibc']
  return { os, cpu: cpu.length > 0 ? cpu : ['arm'], ...(os.includes('linux') && { libc }) }
}
