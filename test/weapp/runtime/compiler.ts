import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * WeChat's own compilers of WXML (wcc) and WXSS (wcsc), of 2019–20: what they reject may by now be allowed, but nothing
 * that they accept has been forbidden since.
 */
const folders: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac' }
const maxBuffer = 1 << 28

/** Node's way to a package's folder; `exports` may hide its package.json. */
export const packageFolder = (name: string): string =>
  path.dirname(require.resolve(`${name}/package.json`, { paths: [process.cwd()] }))

/** A folder of this user's own, made whole or not at all by `fill`, and used again while `version` stays the same. */
export function keptFolder(name: string, version: string, fill: (folder: string) => void): string {
  const folder = path.join(os.tmpdir(), `nuanxin-${name}-${version}-${os.userInfo().uid}`)
  if (existsSync(folder)) return folder
  const fresh = mkdtempSync(`${folder}-`)
  fill(fresh)
  try {
    renameSync(fresh, folder)
  } catch {
    // Another process was faster.
    rmSync(fresh, { recursive: true, force: true })
  }
  return folder
}

function run(tool: 'wcc' | 'wcsc', args: string[], dist: string): string {
  const platform = folders[process.platform]
  if (!platform) throw new Error(`${tool} does not run on ${process.platform}`)
  const home = packageFolder('miniprogram-compiler')
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string }
  // They come without the right to be run where install scripts are blocked, and node_modules may not be ours to change.
  const folder = keptFolder('wechat-compiler', version, (fresh) => {
    mkdirSync(fresh, { recursive: true })
    for (const name of ['wcc', 'wcsc']) {
      const copy = path.join(fresh, name)
      copyFileSync(path.join(home, 'bin', platform, name), copy)
      chmodSync(copy, 0o755)
    }
  })
  const { status, error, stdout, stderr } = spawnSync(path.join(folder, tool), args, { cwd: dist, maxBuffer })
  if (error) throw error
  const complaint = stderr.toString()
  if (status !== 0) throw new Error(`${tool} refuses: ${complaint}${stdout.toString().slice(0, 400)}`)
  if (/^ERR:/m.test(complaint)) throw new Error(`${tool} complains: ${complaint}`)
  return stdout.toString()
}

/** Every file below `dist`, as paths relative to it. */
export const filesOf = (dist: string): string[] =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(path.join(dist, file)).isFile())
    .sort()

const compiled = new Map<string, string>()

/** The script that wcc makes of all WXML and WXS: it defines `$gwx(path)`. Throws with the compiler's message. */
export function compileWxml(dist: string): string {
  const files = filesOf(dist)
  const wxml = files.filter((file) => file.endsWith('.wxml'))
  const wxs = files.filter((file) => file.endsWith('.wxs'))
  const hash = createHash('sha256')
  for (const file of [...wxml, ...wxs]) hash.update(file).update(readFileSync(path.join(dist, file)))
  const key = hash.digest('hex')
  const known = compiled.get(key)
  if (known !== undefined) return known
  const users = wxml.flatMap((file) => {
    const names = Object.keys(componentsUsed(path.join(dist, file.replace(/wxml$/, 'json'))))
    return names.length > 0 ? [[file, names.length, ...names].join(' ')] : []
  })
  const script = run(
    'wcc',
    ['-d', '-cc', [users.length, ...users].join(' '), ...wxml, ...wxs, '-gn', '$gwx'],
    dist,
  )
  compiled.set(key, script)
  return script
}

/** The names under which a page or component uses others. */
function componentsUsed(jsonFile: string): Record<string, string> {
  if (!existsSync(jsonFile)) return {}
  const { usingComponents = {} } = JSON.parse(readFileSync(jsonFile, 'utf8')) as {
    usingComponents?: Record<string, string>
  }
  return usingComponents
}

/**
 * What a page sees of WXSS: app.wxss with all it imports, then its own. In the CSS, elements are called `wx-…`, and rpx
 * have become `calc` on the width of the view.
 */
export function compileWxss(dist: string, page: string): string {
  const all = filesOf(dist).filter((file) => file.endsWith('.wxss'))
  const sheets = ['app.wxss', `${page}.wxss`].filter((file) => all.includes(file))
  return sheets
    .map((sheet) => run('wcsc', ['-lc', sheet, ...all.filter((file) => file !== sheet)], dist))
    .join('\n')
    .replaceAll('%%HERESUFFIX%%', '')
    .replace(/%%\?(-?[\d.]+)rpx\?%%/g, (_, rpx: string) => `calc(${rpx} * 100vw / 750)`)
}
