import { plant } from './planted-tree'

interface Report {
  issues: { file: string; files: unknown[]; exports: { name: string }[]; dependencies: { name: string }[] }[]
}

it('finds a file that nothing imports, an export that nobody uses and a package that nothing needs', () => {
  const tree = plant({
    'src/app.tsx': `import { used } from './ui/mixed'\nexport default function App() {\n  return used\n}\n`,
    'src/ui/mixed.ts': `export const used = null\nexport const unused = 1\n`,
    'src/ui/dead.ts': `export const dead = 1\n`,
  })
  try {
    const { issues } = JSON.parse(tree.run('knip', '-c', 'config/knip.json', '--reporter', 'json')) as Report
    const of = (file: string) => issues.find((it) => it.file === file)
    expect(of('src/ui/dead.ts')?.files).toHaveLength(1)
    expect(of('src/ui/mixed.ts')?.exports.map(({ name }) => name)).toEqual(['unused'])
    expect(of('package.json')?.dependencies.map(({ name }) => name)).toContain('zustand')
  } finally {
    tree.remove()
  }
})
