import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { brotliDecompress, createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

interface Candidate {
  executablePath: string
  env?: Record<string, string>
}

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
]

/**
 * A headless Chromium: the one CHROMIUM_PATH names, else the one npm brought (Linux x64, nothing to install beside it),
 * else one of this machine's own. Throws, with what was tried, where none starts: a test must not pass for want of a
 * browser.
 */
export async function launchChromium(): Promise<Browser> {
  const faults: string[] = []
  const named = process.env.CHROMIUM_PATH
  for (const find of named ? [async (): Promise<Candidate[]> => [{ executablePath: named }]] : sources) {
    for (const { executablePath, env } of await find().catch((fault: unknown) => {
      faults.push(`npm's: ${reasonOf(fault)}`)
      return []
    })) {
      try {
        const environment = { ...process.env, ...env } as Record<string, string>
        return await chromium.launch({ executablePath, env: environment, args: flags })
      } catch (fault) {
        faults.push(`${executablePath}: ${reasonOf(fault)}`)
      }
    }
  }
  throw new Error(
    `No Chromium starts here; install one, or name it in CHROMIUM_PATH. Tried: ${faults.join('; ') || 'none found'}`,
  )
}

const sources: (() => Promise<Candidate[]>)[] = [
  async () => (process.platform === 'linux' && process.arch === 'x64' ? [await unpacked()] : []),
  async () => usualPlaces.filter((file) => existsSync(file)).map((executablePath) => ({ executablePath })),
]

/**
 * Unpacks npm's Chromium once per version and user. Its own unpacking is not used: it leaves out the libraries that
 * slim images lack (nss, nspr, expat), and takes a half-written file of another process for a whole one.
 */
async function unpacked(): Promise<Candidate> {
  const packageFolder = path.resolve(path.dirname(require.resolve('@sparticuz/chromium')), '../..')
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  const folder = path.join(os.tmpdir(), `nuanxin-chromium-${version}-${os.userInfo().uid}`)
  if (!existsSync(folder)) {
    const fresh = await mkdtemp(`${folder}-`)
    const packed = (name: string) => path.join(packageFolder, 'bin', name)
    await Promise.all([
      pipeline(
        createReadStream(packed('chromium.br')),
        createBrotliDecompress(),
        createWriteStream(path.join(fresh, 'chromium'), { mode: 0o755 }),
      ),
      untar(packed('al2023.tar.br'), fresh),
      untar(packed('fonts.tar.br'), fresh),
    ])
    await writeFile(path.join(fresh, 'fonts.conf'), fontsConf(folder))
    // Whole or not at all: another test process may be unpacking the same.
    await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }))
  }
  const libraries = [path.join(folder, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: libraries,
      // Without any fonts set up, Chromium dies at the first letter.
      ...(!existsSync('/etc/fonts/fonts.conf') && { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') }),
    },
  }
}

async function untar(file: string, folder: string): Promise<void> {
  const archive = await promisify(brotliDecompress)(await readFile(file))
  const tar = spawn('tar', ['-x', '--no-same-owner', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<void>((resolve, reject) => {
    tar.on('error', reject)
    tar.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with ${code}`))))
  })
  // It may stop reading at the mark that ends an archive; its exit code tells whether all went well.
  tar.stdin.on('error', () => undefined)
  tar.stdin.end(archive)
  await ended
}

const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`

/** Playwright's errors carry the whole call log; its first telling line is enough. */
function reasonOf(fault: unknown): string {
  const lines = (fault instanceof Error ? fault.message : String(fault))
    .split('\n')
    .map((line) => line.trim())
  return (
    lines.find((line) => /error while loading|not found|ENOENT|EACCES|denied/.test(line)) ?? lines[0] ?? ''
  )
}
