import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const source = readFileSync(join(__dirname, '../../src/ui/tokens.scss'), 'utf8')

/** The colours of one theme as tokens.scss declares them: name without dashes in front -> #rrggbb. */
export function colours(theme: 'light' | 'dark'): Record<string, string> {
  const body = new RegExp(`@mixin ${theme} \\{([^}]*)\\}`).exec(source)?.[1] ?? ''
  return Object.fromEntries<string>(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]),
  )
}
