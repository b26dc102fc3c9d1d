const { readdirSync, readFileSync } = require('node:fs')
const { resolve } = require('node:path')

const src = resolve(__dirname, '../../src')

/** Taro's components that src/ names, sorted. */
exports.usedComponents = () => {
  const used = new Set()
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.tsx')) continue
    for (const [, names] of readFileSync(resolve(src, file), 'utf8').matchAll(
      /^import \{([^}]*)\} from '@tarojs\/components'$/gm,
    ))
      for (const name of names.split(',')) used.add(name.trim())
  }
  return [...used].sort()
}
