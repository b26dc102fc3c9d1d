import { filesOf, plant, type Planted } from './planted-tree'

const planted: Planted[] = [
  {
    rule: 'no-restricted-imports',
    file: 'src/features/stations/direct.ts',
    text: `import Taro from '@tarojs/taro'\nexport const there = () => Taro.getCurrentPages().length\n`,
  },
  {
    rule: 'no-restricted-imports',
    file: 'src/ui/hooked.ts',
    text: `export { useDidShow } from '@tarojs/taro'\n`,
  },
  {
    rule: 'no-restricted-imports',
    file: 'src/pages/aid/index.tsx',
    text: `import Taro, { useDidShow } from '@tarojs/taro'\nexport const its = [Taro, useDidShow]\n`,
  },
  {
    rule: 'no-restricted-imports',
    file: 'src/features/stations/inside.ts',
    text: `export { document } from '@tarojs/runtime'\n`,
  },
  {
    rule: 'no-restricted-globals',
    file: 'src/features/stations/asks.ts',
    text: `export const ask = async () => (await fetch('/v1/version')).status\n`,
  },
  {
    rule: 'no-restricted-globals',
    file: 'src/query-client.ts',
    text: `export const kept = () => localStorage.getItem('replies')\n`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'src/rules/late.ts',
    text: `export const late = (at: number) => at < Date.now()\n`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'src/rules/passed-on.ts',
    text: `export const clock: () => number = Date.now\n`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'src/rules/today.ts',
    text: `declare const dayjs: () => { date(): number }\nexport const today = () => dayjs().date()\n`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'src/contract/stamp.ts',
    text: `export const stamp = () => new Date().toISOString()\n`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'server/campaigns/claim-campaign.ts',
    text: `export const claim = () => ({ at: Date.now() })\n`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'server/campaigns/draw.ts',
    text: `export const draw = () => Math.random()\n`,
  },
  {
    rule: 'no-restricted-syntax',
    file: 'server/ids.ts',
    text: `export const newId = () => crypto.randomUUID()\n`,
  },
  {
    rule: 'no-console',
    file: 'server/campaigns/tell.ts',
    text: `export const tell = () => console.log('claimed')\n`,
  },
  {
    rule: 'no-console',
    file: 'src/features/stations/tell.ts',
    text: `export const tell = () => console.error('lost')\n`,
  },
  {
    rule: 'react-hooks/rules-of-hooks',
    file: 'src/ui/sometimes.ts',
    text: `import { useState } from 'react'
export function useSometimes(on: boolean) {
  if (on) return useState(1)
  return undefined
}
`,
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    file: 'server/loose.ts',
    text: `export const known = (it: any) => it !== undefined\n`,
  },
  {
    rule: '@typescript-eslint/no-floating-promises',
    file: 'server/forgets.ts',
    text: `export const forget = (save: () => Promise<void>) => {\n  save()\n}\n`,
  },
]

/** Where the same is as it should be. */
const allowed: Record<string, string> = {
  'src/platform/clock.ts': `export const now = () => Date.now()\n`,
  'src/platform/request.ts': `import Taro from '@tarojs/taro'\nexport const pages = () => Taro.getCurrentPages()\n`,
  'src/pages/mine/index.tsx': `export { useDidShow } from '@tarojs/taro'\n`,
  'src/rules/given.ts': `export const date = (now: number) => new Date(now).toISOString()\n`,
  'server/run-api.ts': `export const clock = () => Date.now()\n`,
  'server/adapters/clock.ts': `export const clock = () => Date.now()\n`,
  'server/main.ts': `console.error('no database')\n`,
}

type Report = { filePath: string; messages: { ruleId: string | null; message: string }[] }[]

describe('fences inside a file', () => {
  const tree = plant({ ...filesOf(planted), ...allowed })
  afterAll(() => tree.remove())
  const report = JSON.parse(
    tree.run('eslint', '-c', 'config/eslint.config.mjs', '--format', 'json', 'src', 'server'),
  ) as Report
  const rulesFor = (file: string) =>
    new Set(
      report
        .filter(({ filePath }) => filePath.endsWith(`/${file}`))
        .flatMap(({ messages }) => messages.map(({ ruleId, message }) => ruleId ?? message)),
    )

  it.each(planted)('$rule: $file', ({ rule, file }) => {
    expect([...rulesFor(file)]).toEqual([rule])
  })

  it.each(Object.keys(allowed))('lets %s be', (file) => {
    expect([...rulesFor(file)]).toEqual([])
  })
})
