import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { AppJson } from '../runtime/app-files'
import { filesOf } from '../runtime/compiler'
import { type Finding, finding, limits } from './limits'

const kb = (bytes: number) => `${Math.ceil(bytes / 1024)} KB`

/** Addresses that nobody asks: names of XML, and this machine in a build for it. */
const notAsked = /^http:\/\/(www\.w3\.org|localhost|127\.0\.0\.1)\b/

/**
 * What iOS 12 and Chrome 67 cannot parse or lack, and src/platform/older-phones.ts does not add: the build is green and
 * the app dead there. A package that is published so belongs into config/index.ts.
 */
const tooNew =
  /\?\?|\?\.[A-Za-z_([$]|\(\?<[=!]|(\|\||&&)=|\b(replaceAll|findLast(Index)?|to(Sorted|Reversed|Spliced)|(is|to)WellFormed|structuredClone|withResolvers|groupBy)\b/

/** What can be told from the files that WeChat would get. */
export function auditBuild(dist: string): Finding[] {
  const findings: Finding[] = []
  const found = (rule: string, where: string, what: string) => findings.push(finding(rule, where, what))
  const app = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as AppJson
  const roots = (app.subPackages ?? []).map(({ root }) => `${root.replace(/\/$/, '')}/`)
  const sizes = new Map<string, number>()

  for (const file of filesOf(dist)) {
    // WeChat's tools read the project file; it is not part of the package.
    if (/^project\..*json$/.test(file)) continue
    const { size } = statSync(path.join(dist, file))
    const part = roots.find((root) => file.startsWith(root)) ?? 'main'
    sizes.set(part, (sizes.get(part) ?? 0) + size)
    if (/\.(png|jpe?g|gif|webp|svg)$/i.test(file) && size > limits.imageKb * 1024)
      found('image-file', file, `${kb(size)} of ${limits.imageKb}`)
    if (!/\.(js|wxml|wxss|json|wxs)$/.test(file)) continue
    const text = readFileSync(path.join(dist, file), 'utf8')
    if (file.endsWith('.wxss') && /:active\b/.test(text)) found('no-active', file, ':active, use hover-class')
    const newer = file.endsWith('.js') && tooNew.exec(text)
    if (newer) found('older-phones', file, text.slice(newer.index, newer.index + 40))
    for (const [address] of text.matchAll(/http:\/\/[\w.-]+/g))
      if (!notAsked.test(address)) found('https', file, address)
  }
  let total = 0
  for (const [part, size] of sizes) {
    total += size
    if (size > limits.packageKb * 1024) found('package-size', part, `${kb(size)} of ${limits.packageKb}`)
  }
  if (total > limits.totalKb * 1024) found('total-size', 'all', `${kb(total)} of ${limits.totalKb}`)
  if (app.lazyCodeLoading !== 'requiredComponents')
    found('lazy-code-loading', 'app.json', 'lazyCodeLoading is not requiredComponents')
  return findings
}
