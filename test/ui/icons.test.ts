import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { iconNames } from '@/ui/icon-names'

test('every named icon is drawn, and every drawn one has a name', () => {
  const source = readFileSync(join(__dirname, '../../src/ui/icons.scss'), 'utf8')
  const table = /\$paths: \(([\s\S]*?)\n\);/.exec(source)?.[1] ?? ''
  const drawn = [...table.matchAll(/^ {2}([a-z]+):/gm)].map((match) => match[1])
  expect(drawn).toEqual([...iconNames])
})
