import { filesOf, plant, type Planted } from './planted-tree'

const empty = 'export const it = 1\n'
const uses = (from: string) => `import { it } from '${from}'\nexport const mine = it\n`
const lazily = (from: string) => `export const mine = () => import('${from}')\n`

const planted: Planted[] = [
  {
    // Reported once, at the first of its files.
    rule: 'no-cycles',
    file: 'src/ui/about.ts',
    text: `import { mine } from './round'\nexport const it = () => mine\n`,
    beside: { 'src/ui/round.ts': uses('./about') },
  },
  { rule: 'resolvable', file: 'src/ui/lost.ts', text: uses('./nowhere') },
  {
    rule: 'feature-apart',
    file: 'src/features/clerk/borrow.ts',
    text: uses('../vouchers'),
    beside: { 'src/features/vouchers/index.ts': empty },
  },
  {
    rule: 'feature-door',
    file: 'src/pages/clerk/desk/index.tsx',
    text: uses('@/features/vouchers/wallet'),
    beside: { 'src/features/vouchers/wallet.ts': empty },
  },
  {
    rule: 'pages-on-top',
    file: 'src/features/stations/page.ts',
    text: uses('@/pages/mine'),
    beside: { 'src/pages/mine/index.tsx': empty },
  },
  {
    rule: 'rules-pure',
    file: 'src/rules/asks.ts',
    text: uses('@/platform/send'),
    beside: { 'src/platform/send.ts': empty },
  },
  { rule: 'rules-pure', file: 'src/rules/ids.ts', text: `export { v7 } from 'uuid'\n` },
  { rule: 'rules-pure', file: 'src/rules/files.ts', text: `export { readFileSync } from 'node:fs'\n` },
  {
    rule: 'rules-contract-types',
    file: 'src/rules/parses.ts',
    text: uses('@/contract/plain'),
    beside: { 'src/contract/plain.ts': empty },
  },
  {
    rule: 'contract-plain',
    file: 'src/contract/rule.ts',
    text: uses('@/rules/plain'),
    beside: { 'src/rules/plain.ts': empty },
  },
  { rule: 'contract-plain', file: 'src/contract/full-zod.ts', text: `export { z } from 'zod'\n` },
  {
    rule: 'platform-knows-no-feature',
    file: 'src/platform/favourite.ts',
    text: uses('@/features/vouchers'),
  },
  { rule: 'ui-knows-no-feature', file: 'src/ui/voucher.ts', text: uses('@/features/vouchers') },
  { rule: 'ui-knows-no-feature', file: 'src/ui/shape.ts', text: uses('@/contract/plain') },
  { rule: 'client-in-src', file: 'server/view.ts', text: `export { View } from '@tarojs/components'\n` },
  {
    rule: 'server-from-src',
    file: 'server/borrow.ts',
    text: uses('@/features/vouchers'),
  },
  { rule: 'mock-from-src', file: 'mock/borrow.ts', text: uses('@/platform/send') },
  {
    rule: 'mock-from-server',
    file: 'mock/verb.ts',
    text: uses('../server/campaigns/claim-campaign'),
    beside: { 'server/campaigns/claim-campaign.ts': empty },
  },
  {
    rule: 'server-without-mock',
    file: 'server/demo.ts',
    text: uses('../mock/data/load'),
    beside: { 'mock/data/load.ts': empty },
  },
  {
    rule: 'src-without-server-or-mock',
    file: 'src/platform/shortcut.ts',
    text: uses('../../server/app'),
    beside: { 'server/app.ts': empty },
  },
  { rule: 'src-without-server-or-mock', file: 'src/query-client.ts', text: lazily('../mock/data/load') },
  {
    rule: 'one-lazy-door',
    file: 'src/app.tsx',
    text: `${lazily('../mock/browser')}export const other = () => import('../mock/data/load')\n`,
    beside: { 'mock/browser.ts': empty },
  },
  {
    rule: 'nothing-from-test',
    file: 'server/helped.ts',
    text: uses('../test/support/api'),
    beside: { 'test/support/api.ts': empty },
  },
  { rule: 'sql-drivers', file: 'server/campaigns/queries.ts', text: `export { Pool } from 'pg'\n` },
  { rule: 'sql-drivers', file: 'mock/handlers.ts', text: `export { PGlite } from '@electric-sql/pglite'\n` },
  {
    rule: 'no-dev-dependency',
    file: 'server/check.ts',
    text: `export { assert } from 'fast-check'\n`,
  },
]

interface Report {
  summary: { violations: { from: string; rule: { name: string } }[] }
}

describe('import fences', () => {
  const tree = plant(filesOf(planted))
  afterAll(() => tree.remove())
  const output = tree.run(
    'depcruise',
    ...[
      '--config',
      'config/dependency-cruiser.cjs',
      '--output-type',
      'json',
      'src',
      'server',
      'mock',
      'test',
    ],
  )
  const { violations } = (JSON.parse(output) as Report).summary
  const reported = new Map<string, Set<string>>()
  for (const { from, rule } of violations) {
    reported.set(from, (reported.get(from) ?? new Set()).add(rule.name))
  }

  it.each(planted)('$rule: $file', ({ file, rule }) => {
    expect([...(reported.get(file) ?? [])]).toEqual([rule])
  })

  it('reports nothing else', () => {
    const strangers = [...reported.keys()].filter((file) => !planted.some((it) => it.file === file))
    expect(strangers).toEqual([])
  })

  it('holds a static import of the mock to be no lazy door', () => {
    const other = plant({ 'src/app.tsx': uses('../mock/browser'), 'mock/browser.ts': empty })
    try {
      const text = other.run(
        'depcruise',
        '--config',
        'config/dependency-cruiser.cjs',
        '--output-type',
        'json',
        'src',
      )
      const names = (JSON.parse(text) as Report).summary.violations.map((it) => it.rule.name)
      expect(names).toEqual(['the-door-is-lazy'])
    } finally {
      other.remove()
    }
  })

  it('has a planted violation for each fence', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- settings are CommonJS
    const { forbidden } = require('../../config/dependency-cruiser.cjs') as { forbidden: { name: string }[] }
    const proven = new Set([...planted.map(({ rule }) => rule), 'the-door-is-lazy'])
    expect(forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([])
  })
})
