import { spawn } from 'node:child_process'
import path from 'node:path'
import { applyMigrations, type Migration } from '../../../server/database/migrate'
import { withOwnerSession } from '../../../server/database/owner-session'
import { readMigrations } from '../../../server/database/read-migrations'
import { createTestDatabase, type TestDatabase } from '../../support/postgres'

let test: TestDatabase
beforeEach(async () => {
  test = await createTestDatabase({ from: 'empty' })
})
afterEach(() => test.drop())

const migrations: Migration[] = [
  { number: 1, name: 'first', sql: 'CREATE TABLE first (id integer); SELECT pg_sleep(0.2);' },
  { number: 2, name: 'second', sql: 'CREATE TABLE second (id integer)' },
]
const apply = (list: Migration[]) => withOwnerSession(test.url, (session) => applyMigrations(session, list))
const applied = () =>
  test.asOwner<{ number: number; name: string }>('SELECT number, name FROM schema_migrations ORDER BY 1')

it('applies each once, in order, whatever the order given', async () => {
  expect((await apply([...migrations].reverse())).map(({ number }) => number)).toEqual([1, 2])
  expect(await apply(migrations)).toEqual([])
  expect(await applied()).toEqual([
    { number: 1, name: 'first' },
    { number: 2, name: 'second' },
  ])
})

it('applies each once when several sessions start together', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => apply(migrations)))
  expect(all.map((list) => list.length).sort()).toEqual([0, 0, 0, 2])
})

it('applies each once when two processes start together', async () => {
  const script = path.join(__dirname, '..', '..', 'support', 'migrate-once.ts')
  const run = () =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', script, test.url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
      child.on('error', reject)
      child.on('close', (code) =>
        code === 0 ? resolve(said.trim()) : reject(new Error(`exit code ${code}`)),
      )
    })
  const known = (await readMigrations()).length
  expect((await Promise.all([run(), run()])).sort()).toEqual(['0', String(known)])
  expect(await applied()).toHaveLength(known)
})

it('refuses a migration edited after it was applied, and changes nothing', async () => {
  await apply(migrations.slice(0, 1))
  const edited = { number: 1, name: 'first', sql: 'CREATE TABLE first (id bigint)' }
  await expect(apply([edited, migrations[1] as Migration])).rejects.toThrow(
    /^Migration 0001-first is not the one this database was built with/,
  )
  expect(await applied()).toHaveLength(1)
})

it('takes line endings of another system for the same file', async () => {
  const sql = 'CREATE TABLE first (\n  id integer\n);\n'
  await apply([{ number: 1, name: 'first', sql }])
  expect(await apply([{ number: 1, name: 'first', sql: sql.replaceAll('\n', '\r\n') }])).toEqual([])
})

it('refuses a database that a newer version has migrated', async () => {
  await apply(migrations)
  await expect(apply(migrations.slice(0, 1))).rejects.toThrow(
    /newer version \(it has 0002-second, this version ends at 1\)/,
  )
})

it('undoes the whole of a migration that fails, keeps those before, and can go on later', async () => {
  const broken = { number: 2, name: 'second', sql: 'CREATE TABLE second (id integer); SELECT nonsense' }
  await expect(apply([migrations[0] as Migration, broken])).rejects.toThrow(
    'Migration 0002-second failed: column "nonsense" does not exist',
  )
  expect(await applied()).toEqual([{ number: 1, name: 'first' }])
  expect((await apply(migrations)).map(({ number }) => number)).toEqual([2])
})

it('refuses a gap in the numbers', async () => {
  await expect(apply([migrations[1] as Migration])).rejects.toThrow(
    'Migration 0002-second is number 1 in line.',
  )
})
