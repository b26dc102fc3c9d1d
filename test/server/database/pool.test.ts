import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog } from '../../../server/adapters/log'
import { DatabaseFault, type Database, type Statement } from '../../../server/database/database'
import { openDatabase } from '../../../server/database/pool'
import { createCuttingProxy, type CuttingProxy } from '../../support/cutting-proxy'
import { createTestDatabase, type TestDatabase } from '../../support/postgres'

let test: TestDatabase
let proxy: CuttingProxy
/** Led through the proxy. */
let frail: Database

const insert: Statement = { name: 'pool-test/insert', text: 'INSERT INTO toy (id, stock) VALUES ($1, $2)' }
const count: Statement = { name: 'pool-test/count', text: 'SELECT count(*) AS held FROM toy WHERE id = $1' }

beforeAll(async () => {
  test = await createTestDatabase({ max: 2 })
  await test.asOwner(
    `CREATE TABLE toy (id integer PRIMARY KEY, stock integer CONSTRAINT stock_left CHECK (stock >= 0))`,
  )
  await test.asOwner('CREATE TABLE toy_claim (toy_id integer REFERENCES toy DEFERRABLE INITIALLY DEFERRED)')
  proxy = await createCuttingProxy(test.url)
  frail = openDatabase({ url: proxy.url, statements: 'named', max: 2, log: silentLog, idleTimeoutMillis: 0 })
})
afterAll(async () => {
  await frail.close()
  await proxy.close()
  await test.drop()
})

const one = async (text: string, values: unknown[] = []) => {
  const name = `pool-test/${createHash('sha256').update(text).digest('base64url')}`
  const { rows } = await test.database.query<Record<string, unknown>>({ name, text }, values)
  return rows[0]
}

const faultOf = async (work: Promise<unknown>): Promise<DatabaseFault> => {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(fault).toBeInstanceOf(DatabaseFault)
  return fault as DatabaseFault
}

describe('values', () => {
  it('reads each type as the interface promises', async () => {
    const row = await one(
      `SELECT timestamptz '2026-02-01 08:00+08' AS at, date '2026-02-01' AS day, 7::bigint AS n,
      1.50 AS amount, '\\x0102'::bytea AS bytes, '{"a":[1]}'::jsonb AS json, ARRAY[1, NULL]::bigint[] AS ns,
      ARRAY[date '2026-02-01'] AS days, $1::text AS said, NULL AS nothing`,
      ['暖'],
    )
    expect(row).toEqual({
      at: new Date('2026-02-01T00:00:00Z'),
      day: '2026-02-01',
      n: 7,
      amount: '1.50',
      bytes: expect.anything() as unknown,
      json: { a: [1] },
      ns: [1, null],
      days: ['2026-02-01'],
      said: '暖',
      nothing: null,
    })
    expect(Buffer.from(row?.bytes as Uint8Array)).toEqual(Buffer.from([1, 2]))
  })

  it('refuses an integer that a number cannot hold', async () => {
    await expect(one('SELECT 9007199254740993::bigint AS n')).rejects.toThrow(/9007199254740993/)
    expect(await one('SELECT 9007199254740991::bigint AS n')).toEqual({ n: 9007199254740991 })
  })

  it('counts rows returned and rows changed', async () => {
    expect((await test.database.query(insert, [90, 1])).count).toBe(1)
    expect(await test.database.query(count, [90])).toEqual({ rows: [{ held: 1 }], count: 1 })
  })
})

describe('faults', () => {
  it('names the key of a duplicate', async () => {
    await test.database.query(insert, [1, 1])
    expect(await faultOf(test.database.query(insert, [1, 1]))).toMatchObject({
      kind: 'duplicate',
      constraint: 'toy_pkey',
    })
  })

  it('names the check that refused', async () => {
    expect(await faultOf(test.database.query(insert, [2, -1]))).toMatchObject({
      kind: 'refused',
      constraint: 'stock_left',
    })
  })

  it('tells a foreign key that COMMIT refused', async () => {
    const work = test.database.transaction((tx) =>
      tx.query({ name: 'pool-test/claim', text: 'INSERT INTO toy_claim VALUES (404)' }),
    )
    expect(await faultOf(work)).toMatchObject({ kind: 'refused', constraint: 'toy_claim_toy_id_fkey' })
  })

  it('leaves mistakes in SQL as they are', async () => {
    await expect(one('SELECT nonsense')).rejects.toMatchObject({ code: '42703' })
  })

  it('calls a server that is not there unreachable', async () => {
    const url = new URL(test.url)
    url.port = '1'
    const gone = openDatabase({ url: url.href, statements: 'named', max: 1, log: silentLog })
    expect((await faultOf(gone.query(count, [1]))).kind).toBe('unreachable')
    await gone.close()
  })

  it('calls a full pool unreachable after five seconds', async () => {
    const small = openDatabase({
      url: test.url,
      statements: 'named',
      max: 1,
      log: silentLog,
      idleTimeoutMillis: 0,
    })
    let free = () => {}
    const held = small.transaction(() => new Promise<void>((resolve) => (free = resolve)))
    const began = Date.now()
    expect((await faultOf(small.query(count, [1]))).kind).toBe('unreachable')
    expect(Date.now() - began).toBeGreaterThan(4_500)
    free()
    await held
    await small.close()
  })

  it('calls a deadlock unreachable, with nothing written', async () => {
    await test.database.query(insert, [71, 5])
    await test.database.query(insert, [72, 5])
    const take: Statement = {
      name: 'pool-test/take',
      text: 'UPDATE toy SET stock = stock - 1 WHERE id = $1',
    }
    let arrived = 0
    let go = () => {}
    const both = new Promise<void>((resolve) => (go = resolve))
    const cross = (first: number, second: number) =>
      test.database.transaction(async (tx) => {
        await tx.query(take, [first])
        if (++arrived === 2) go()
        await both
        await tx.query(take, [second])
      })
    const [a, b] = await Promise.allSettled([cross(71, 72), cross(72, 71)])
    const failed = [a, b].filter((end) => end.status === 'rejected')
    expect(failed).toHaveLength(1)
    expect((failed[0] as PromiseRejectedResult).reason).toMatchObject({ kind: 'unreachable' })
    expect(await one('SELECT sum(stock) AS stock FROM toy WHERE id IN (71, 72)')).toEqual({ stock: 8 })
  })
})

describe('a transaction', () => {
  it('is undone when its work throws, and the connection goes on', async () => {
    const reason = new Error('changed my mind')
    const work = test.database.transaction(async (tx) => {
      await tx.query(insert, [10, 1])
      throw reason
    })
    await expect(work).rejects.toBe(reason)
    expect((await test.database.query(count, [10])).rows).toEqual([{ held: 0 }])
  })

  it('does not pass for committed when a failed statement was swallowed', async () => {
    const work = test.database.transaction(async (tx) => {
      await tx.query(insert, [11, 1])
      await tx.query(insert, [11, 1]).catch(() => {})
    })
    await expect(work).rejects.toThrow(/nothing was written/)
    expect((await test.database.query(count, [11])).rows).toEqual([{ held: 0 }])
  })
})

describe('a connection that breaks', () => {
  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('%s the server got COMMIT leaves the outcome unknown', async (when, held) => {
    const id = 20 + held
    const work = frail.transaction(async (tx) => {
      await tx.query(insert, [id, 1])
      proxy.cutAt('COMMIT', when)
    })
    expect((await faultOf(work)).kind).toBe('unknown')
    expect((await frail.query(count, [id])).rows).toEqual([{ held }])
  })

  it('during a single statement leaves the outcome unknown', async () => {
    proxy.cutAt('INSERT INTO toy', 'after')
    // A new name, so that the text goes over the wire once more.
    const fresh = { ...insert, name: 'pool-test/insert-anew' }
    expect((await faultOf(frail.query(fresh, [30, 1]))).kind).toBe('unknown')
    expect((await frail.query(count, [30])).rows).toEqual([{ held: 1 }])
  })

  it('inside a transaction has written nothing', async () => {
    const work = frail.transaction(async (tx) => {
      await tx.query(insert, [31, 1])
      proxy.cutAll()
      await tx.query(insert, [32, 1])
    })
    expect((await faultOf(work)).kind).toBe('unreachable')
    expect((await frail.query(count, [31])).rows).toEqual([{ held: 0 }])
  })

  it('while idle is replaced', async () => {
    await frail.query(count, [1])
    await test.asOwner(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await sleep(100)
    expect((await frail.query(count, [1])).count).toBe(1)
    expect((await test.database.query(count, [1])).count).toBe(1)
  })

  it('is not used again by the next caller', async () => {
    proxy.cutAll(true)
    // Until the pool has heard of it.
    await sleep(100)
    expect((await faultOf(frail.query(count, [1]))).kind).toBe('unreachable')
    proxy.cutAll(false)
    expect((await frail.query(count, [1])).count).toBe(1)
  })
})

it('works without named statements and session settings, as behind a pooler', async () => {
  const plain = openDatabase({
    url: test.url,
    statements: 'unnamed',
    max: 1,
    log: silentLog,
    idleTimeoutMillis: 0,
  })
  expect((await plain.query(count, [1])).count).toBe(1)
  expect(
    (await plain.query({ name: 'x', text: 'SELECT count(*) FROM pg_prepared_statements' })).rows,
  ).toEqual([{ count: 0 }])
  await plain.close()
})
