import { silentLog } from '../../../server/adapters/log'
import { applyMigrations } from '../../../server/database/migrate'
import { withOwnerSession } from '../../../server/database/owner-session'
import { openDatabase } from '../../../server/database/pool'
import { readMigrations } from '../../../server/database/read-migrations'
import { createTestDatabase, type TestDatabase } from '../../support/postgres'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
  await test.asOwner(`CREATE TABLE diary (id integer); INSERT INTO diary VALUES (1);
    CREATE TABLE toy (id integer); INSERT INTO toy VALUES (1);
    SELECT append_only('diary')`)
})
afterAll(() => test.drop())

const attempt = (text: string) => test.database.query({ name: text, text })
const denied = { code: '42501' }

it('reads and writes the rows of a table made by a later migration', async () => {
  for (const text of [
    'SELECT * FROM toy',
    'INSERT INTO toy VALUES (2)',
    'UPDATE toy SET id = 3',
    'DELETE FROM toy',
  ]) {
    await attempt(text)
  }
})

it.each([
  'DROP TABLE toy',
  'TRUNCATE toy',
  'ALTER TABLE toy ADD COLUMN name text',
  'CREATE TABLE mine (id integer)',
  'INSERT INTO schema_migrations VALUES (9, $$x$$, $$x$$)',
  `SELECT append_only('toy')`,
])('may not %s', async (text) => {
  await expect(attempt(text)).rejects.toMatchObject(denied)
})

it('only adds to an append-only table', async () => {
  await attempt('INSERT INTO diary VALUES (2)')
  // Answered with a warning only, and of no effect.
  await attempt('GRANT ALL ON diary TO nuanxin_runtime')
  expect((await attempt('SELECT * FROM diary')).count).toBe(2)
  for (const text of ['UPDATE diary SET id = 9', 'DELETE FROM diary', 'TRUNCATE diary', 'DROP TABLE diary']) {
    await expect(attempt(text)).rejects.toMatchObject(denied)
  }
})

it('works with an owner and a login that are no superusers', async () => {
  const bare = await createTestDatabase({ from: 'empty' })
  const unique = `t${Date.now()}`
  const login = (name: string) => {
    const url = new URL(bare.url)
    url.username = `${unique}_${name}`
    url.password = 'known only here'
    return url.href
  }
  await bare.asOwner(`CREATE ROLE ${unique}_owner LOGIN CREATEROLE PASSWORD 'known only here';
    CREATE ROLE ${unique}_api LOGIN PASSWORD 'known only here'`)
  const [name] = await bare.asOwner<{ name: string }>('SELECT current_database() AS name')
  await bare.asOwner(`ALTER DATABASE ${name?.name} OWNER TO ${unique}_owner`)
  // The role is the whole server's, and was made by another database's owner: its administrator hands it on.
  await bare.asOwner(`GRANT nuanxin_runtime TO ${unique}_owner WITH ADMIN OPTION`)
  try {
    await withOwnerSession(login('owner'), async (session) => {
      await applyMigrations(session, await readMigrations())
      await session.script(`GRANT nuanxin_runtime TO ${unique}_api`)
    })
    const database = openDatabase({
      url: login('api'),
      statements: 'named',
      max: 1,
      log: silentLog,
      idleTimeoutMillis: 0,
    })
    expect((await database.query({ name: 'who', text: 'SELECT current_user AS name' })).rows).toEqual([
      { name: 'nuanxin_runtime' },
    ])
    await expect(database.query({ name: 'drop', text: 'DROP TABLE station' })).rejects.toMatchObject(denied)
    await database.close()
    // Nothing is left to migrate, so the owner is not needed.
    await withOwnerSession(login('api'), async (session) => {
      expect(await applyMigrations(session, await readMigrations())).toEqual([])
    })
  } finally {
    await bare.asOwner(`REASSIGN OWNED BY ${unique}_owner TO current_user`)
    await bare.asOwner(`DROP OWNED BY ${unique}_owner, ${unique}_api CASCADE`)
    await bare.asOwner(`DROP ROLE ${unique}_owner, ${unique}_api`)
    await bare.drop()
  }
})
