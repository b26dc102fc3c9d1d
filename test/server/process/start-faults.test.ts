import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { urlOfDatabase, createTestDatabase, type TestDatabase } from '../../support/postgres'
import { createSpawner } from '../../support/spawned-api'

const spawner = createSpawner()
afterEach(() => spawner.clear())

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

/** What an API says that does not come up: it must be one line, without a stack, and exit with 1. */
async function faultOf(environment: Record<string, string>): Promise<string> {
  const api = spawner.api(environment)
  expect(await api.ended).toBe(1)
  expect(api.stderr.trim().split('\n')).toHaveLength(1)
  expect(api.stderr).not.toMatch(/\bat .*:\d+:\d+/)
  return api.stderr.trim()
}

it('says that the port is taken, before it starts anything', async () => {
  const holder = net.createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const { port } = holder.address() as net.AddressInfo
  const NUANXIN_DATA = await spawner.dataFolder()
  expect(await faultOf({ PORT: String(port), NUANXIN_DATA })).toBe(
    `Port ${port} is taken by another process: stop it, or set PORT to another.`,
  )
  await new Promise((resolve) => holder.close(resolve))
})

describe('DATABASE_URL', () => {
  const secret = 'very-secret'
  const withDatabase = async (DATABASE_URL: string) => {
    const said = await faultOf({ DATABASE_URL, NUANXIN_DATA: await spawner.dataFolder() })
    expect(said).not.toContain(secret)
    return said
  }

  it('of a server that is away', async () => {
    expect(await withDatabase(`postgres://me:${secret}@127.0.0.1:1/nuanxin`)).toBe(
      'The database at 127.0.0.1:1/nuanxin cannot be reached (connect ECONNREFUSED 127.0.0.1:1).',
    )
  })

  it('of a host that does not exist', async () => {
    expect(await withDatabase(`postgres://me:${secret}@nobody.invalid/nuanxin`)).toMatch(
      /^The database at nobody\.invalid:5432\/nuanxin cannot be reached \(.+\)\.$/,
    )
  })

  it('of another kind', async () => {
    expect(await withDatabase(`mysql://me:${secret}@127.0.0.1/nuanxin`)).toMatch(
      /^DATABASE_URL must look like postgres:/,
    )
  })

  it('with a wrong password', async () => {
    const url = new URL(test.url)
    url.password = secret
    expect(await withDatabase(url.href)).toMatch(/^DATABASE_URL: the server at .* refuses the login \(/)
  })

  it('with a database that does not exist', async () => {
    expect(await withDatabase(urlOfDatabase(test.url, 'nowhere'))).toMatch(
      /^DATABASE_URL: the server at .*\/nowhere has no such database/,
    )
  })

  it('of a database that a newer version has migrated', async () => {
    await test.asOwner(`INSERT INTO schema_migrations VALUES (9999, 'from-the-future', 'x')`)
    expect(await withDatabase(test.url)).toMatch(
      /^The database was migrated by a newer version \(it has 9999-from-the-future/,
    )
  })
})

describe('NUANXIN_DATA', () => {
  it('that is not writable', async () => {
    // Root may write anywhere but in what the kernel makes up.
    const parent =
      process.getuid?.() === 0 ? '/sys' : await mkdtemp(path.join(os.tmpdir(), 'nuanxin-locked-'))
    if (parent !== '/sys') await chmod(parent, 0o500)
    const folder = path.join(parent, 'data')
    expect(await faultOf({ NUANXIN_DATA: folder })).toMatch(
      new RegExp(`^The data folder ${folder} is not writable \\((EACCES|EPERM|EROFS)\\): set NUANXIN_DATA`),
    )
    if (parent !== '/sys') await rm(parent, { recursive: true })
  })

  it('that is a file', async () => {
    const folder = await spawner.dataFolder()
    await writeFile(folder, '')
    expect(await faultOf({ NUANXIN_DATA: folder })).toMatch(/is not writable \((EEXIST|ENOTDIR)\)/)
  })

  it.each([
    ['19', /belong to PostgreSQL 19, newer than the 18 here/],
    ['17', /belong to PostgreSQL 17, and 18 cannot read them/],
  ])('of PostgreSQL %s', async (version, said) => {
    const NUANXIN_DATA = await spawner.dataFolder()
    const api = spawner.api({ NUANXIN_DATA })
    await api.ready()
    api.kill('SIGTERM')
    expect(await api.ended).toBe(0)
    await writeFile(path.join(NUANXIN_DATA, 'postgres', 'PG_VERSION'), `${version}\n`)
    expect(await faultOf({ NUANXIN_DATA })).toMatch(said)
  })

  it('that holds data of something else', async () => {
    const NUANXIN_DATA = await spawner.dataFolder()
    await mkdir(path.join(NUANXIN_DATA, 'postgres'), { recursive: true })
    await writeFile(path.join(NUANXIN_DATA, 'postgres', 'notes.txt'), '')
    expect(await faultOf({ NUANXIN_DATA })).toMatch(/is not a database of this program/)
  })

  it('whose secrets are damaged', async () => {
    const NUANXIN_DATA = await spawner.dataFolder()
    await mkdir(NUANXIN_DATA)
    await writeFile(path.join(NUANXIN_DATA, 'secrets.json'), '{}')
    expect(await faultOf({ NUANXIN_DATA })).toMatch(/^The secrets in .*secrets\.json cannot be read/)
  })
})

it('refuses demo personas in production', async () => {
  const api = spawner.api({ NODE_ENV: 'production', NUANXIN_DEMO: '1' })
  expect(await api.ended).toBe(1)
  expect(api.stderr).toMatch(/^NUANXIN_DEMO=1 lets anybody in/)
})
