import { randomUUID } from 'node:crypto'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createHash } from 'node:crypto'
import pg from 'pg'
import { api } from '@/contract'
import { createHeadKeeper } from '../../server/adapters/ledger-heads'
import { silentLog } from '../../server/adapters/log'
import type { Head } from '../../server/ledger/chain'
import { exportLedger } from '../../server/ledger/export-ledger'
import { sealLedger } from '../../server/ledger/seal-ledger'
import { createSealer } from '../../server/ledger/sealer'
import { verifyLedger } from '../../server/ledger/verify-ledger'
import { createTestApi, newKey, type TestApi } from '../support/api'
import { data, inStock, open } from '../support/fixtures'
import { waitUntil } from '../support/wait-until'

let server: TestApi
let heads: Head[]
beforeEach(async () => {
  server = await createTestApi(data)
  heads = []
})
afterEach(() => server.drop())

const sealOnce = () =>
  sealLedger({ database: server.database, clock: () => server.now }, async (head) => void heads.push(head))
/** Until all that can be is: other tests' transactions run on the same server, and hold back what is above them. */
async function seal(): Promise<number> {
  let count = 0
  await waitUntil('all is sealed', async () => {
    count += await sealOnce()
    const [row] = await server.asOwner<{ open: string }>(
      `SELECT count(*) AS open FROM ledger WHERE tx > (SELECT coalesce(max(tx), '0') FROM ledger_link)`,
    )
    return row?.open === '0' || undefined
  })
  return count
}
/** Until no transaction runs any more that could come before what is there. */
const settled = () =>
  waitUntil('all is settled', async () => {
    const [row] = await server.asOwner<{ all: boolean }>(
      `SELECT bool_and(tx < pg_snapshot_xmin(pg_current_snapshot())) AS all FROM ledger`,
    )
    return row?.all
  })
const verify = () => verifyLedger(server.database, heads)
const insert = `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity) VALUES ($1, $2, 'received', $3, $4, 1)`
const values = (at = server.now) => [randomUUID(), new Date(at), inStock.id, open.id]
const receive = (at?: number) => server.database.query({ name: 'test.receive', text: insert }, values(at))
const rowAt = async (number: number) => {
  const [row] = await server.asOwner<{ id: string }>(
    `SELECT r.id FROM ledger_link l JOIN ledger r ON r.id = l.ledger_id WHERE number = ${number}`,
  )
  return row!.id
}

/** A connection of its own, in the middle of a transaction that has written. */
async function writing(): Promise<{ commit(): Promise<void>; undo(): Promise<void> }> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('BEGIN')
  await client.query(insert, values())
  const end = async (how: string) => {
    await client.query(how)
    await client.end()
  }
  return { commit: () => end('COMMIT'), undo: () => end('ROLLBACK') }
}

describe('sealing', () => {
  it('waits for a row that an earlier transaction may still write', async () => {
    await seal()
    const before = heads.at(-1)!.number
    const [late, gone] = [await writing(), await writing()]
    await receive()
    expect(await sealOnce()).toBe(0)
    await gone.undo()
    expect(await sealOnce()).toBe(0)
    await late.commit()
    expect(await seal()).toBe(2)
    expect(heads.at(-1)!.number).toBe(before + 2)
    expect(await verify()).toMatchObject({ sealed: before + 2, open: 0, heads: heads.length })
  })

  it('misses none and takes none twice while many write and two seal', async () => {
    const { number: before } = { number: await seal() }
    let done = false
    const sealing = async () => {
      while (!done) await sealOnce()
    }
    const sealers = [sealing(), sealing()]
    await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const client = new pg.Client({ connectionString: server.url })
        await client.connect()
        for (let n = 0; n < 25; n++) {
          await client.query('BEGIN')
          for (let row = 0; row <= n % 3; row++) await client.query(insert, values())
          await client.query('SELECT pg_sleep($1)', [((n * 7 + i * 13) % 20) / 1_000])
          await client.query(n % 8 === 7 ? 'ROLLBACK' : 'COMMIT')
        }
        await client.end()
      }),
    )
    done = true
    await Promise.all(sealers)
    await seal()
    const [rows] = await server.asOwner<{ ledger: string; links: string; last: string }>(
      `SELECT (SELECT count(*) FROM ledger) AS ledger, count(*) AS links, max(number) AS last FROM ledger_link`,
    )
    expect(Number(rows!.ledger)).toBeGreaterThan(before + 400)
    expect(rows).toEqual({ ledger: rows!.ledger, links: rows!.ledger, last: rows!.ledger })
    expect(await verify()).toEqual({ sealed: Number(rows!.ledger), open: 0, heads: heads.length })
  })

  it('goes by thousands, and gives a head for each', async () => {
    await server.asOwner(`INSERT INTO ledger (id, at, kind, campaign_id, quantity)
      SELECT gen_random_uuid(), '2026-11-23', 'received', '${inStock.id}', 1 FROM generate_series(1, 2500)`)
    await settled()
    const all = await sealOnce()
    expect(all).toBeGreaterThan(2_500)
    expect(heads.map((it) => it.number)).toEqual([1_000, 2_000, all])
    const told: number[] = []
    await verifyLedger(server.database, heads, (part, rows) => told.push(part, rows))
    expect(told).toEqual([2_000 / all, 2_000, 1, all])
  })

  it('refuses where the server counts its transactions from lower than before', async () => {
    await seal()
    await server.asOwner(
      `INSERT INTO ledger_link SELECT max(number) + 1, gen_random_uuid(), '999999999', now(), 'x' FROM ledger_link`,
    )
    await expect(sealOnce()).rejects.toThrow('pg_resetwal')
  })

  it('leaves the runtime role no way to change what is sealed', async () => {
    await seal()
    for (const text of [
      'UPDATE ledger_link SET number = 0',
      'DELETE FROM ledger_link',
      'TRUNCATE ledger_link',
    ]) {
      await expect(server.database.query({ name: text, text })).rejects.toThrow(/permission denied/)
    }
  })
})

describe('the verification', () => {
  beforeEach(async () => {
    for (let i = 0; i < 8; i++) await receive()
    await seal()
    server.now += 2 * 3_600_000
    await receive()
    await seal()
    await receive()
  })
  /** Rows that fixtures and the above made, and how many of them. */
  const sealed = () => heads.at(-1)!.number

  it('finds nothing wrong where nothing is', async () => {
    expect(await verify()).toEqual({ sealed: sealed(), open: 1, heads: heads.length })
  })

  it.each([
    ['quantity', 'quantity = 99'],
    ['time by a microsecond', `at = at + interval '1 microsecond'`],
    ['station', 'station_id = NULL'],
    ['note', `note = 'damaged'`],
    ['place', `tx = '1'`],
  ])('finds a row whose %s was altered', async (_what, set) => {
    const id = await rowAt(5)
    await server.asOwner(`UPDATE ledger SET ${set} WHERE id = '${id}'`)
    expect((await verify()).fault).toEqual({ kind: 'altered', number: 5, id })
  })

  it('names the first of several', async () => {
    const [third, sixth] = [await rowAt(3), await rowAt(6)]
    await server.asOwner(
      `DELETE FROM ledger WHERE id = '${sixth}'; UPDATE ledger SET quantity = 7 WHERE id = '${third}'`,
    )
    expect((await verify()).fault).toEqual({ kind: 'altered', number: 3, id: third })
  })

  it('finds a row that was removed, also the last', async () => {
    for (const number of [sealed(), 4]) {
      const id = await rowAt(number)
      await server.asOwner(`DELETE FROM ledger WHERE id = '${id}'`)
      expect((await verify()).fault).toEqual({ kind: 'removed', number, id })
    }
  })

  it('finds a row removed with its link, and links cut off at the end', async () => {
    await server.asOwner(`DELETE FROM ledger_link WHERE number = ${sealed()}`)
    expect((await verify()).fault).toEqual({ kind: 'link-removed', number: sealed() })
    await server.asOwner(
      `DELETE FROM ledger WHERE id = '${await rowAt(4)}'; DELETE FROM ledger_link WHERE number = 4`,
    )
    expect((await verify()).fault).toEqual({ kind: 'link-removed', number: 4, to: 4 })
  })

  it('finds a row slipped in among those that are sealed, which sealing passes by', async () => {
    const id = randomUUID()
    // Written alone, unlike those of the fixtures.
    const beside = sealed() - 3
    const after = await rowAt(beside)
    await server.asOwner(
      `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity, tx)
        SELECT '${id}', at, kind, campaign_id, station_id, 50, tx FROM ledger WHERE id = '${after}'`,
    )
    await seal()
    const { fault } = await verify()
    expect(fault).toMatchObject({ kind: 'slipped-in', id })
    expect([beside, beside + 1]).toContain(fault!.number)
  })

  it('finds a row slipped in later and dated back', async () => {
    const id = randomUUID()
    await server.asOwner(
      `INSERT INTO ledger (id, at, kind, campaign_id, station_id, quantity)
        VALUES ('${id}', '2026-11-01', 'lost', '${inStock.id}', '${open.id}', 50)`,
    )
    await seal()
    expect((await verify()).fault).toEqual({ kind: 'slipped-in', number: sealed(), id })
  })

  it('finds by the head outside that a superuser made the whole chain anew', async () => {
    const kept = [...heads]
    await server.asOwner(
      `UPDATE ledger SET quantity = 99 WHERE id = '${await rowAt(2)}'; TRUNCATE ledger_link`,
    )
    heads = []
    await seal()
    expect((await verifyLedger(server.database, heads)).fault).toBeUndefined()
    expect((await verifyLedger(server.database, kept)).fault).toEqual({
      kind: 'rewritten',
      number: 1,
      to: kept[0]!.number,
    })
  })
})

describe('heads outside the database', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-heads-'))))
  afterEach(() => rm(folder, { recursive: true }))

  it('are kept in a file, once for each sealing, also where keeping failed at first', async () => {
    const file = path.join(folder, 'deep', 'heads')
    const keeper = createHeadKeeper(file)
    let fails = true
    const faults: string[] = []
    const sealer = createSealer({
      database: server.database,
      clock: () => server.now,
      heads: {
        ...keeper,
        keep: (...head) => (fails ? Promise.reject(new Error('away')) : keeper.keep(...head)),
      },
      log: { ...silentLog, error: (message) => void faults.push(message) },
    })
    await seal()
    await sealer.round()
    expect(faults).toEqual(['The ledger was not sealed, or its head not kept outside'])
    fails = false
    await sealer.round()
    await sealer.round()
    await receive()
    await seal()
    await sealer.round()
    await sealer.close()
    const kept = await keeper.read()
    expect(kept).toHaveLength(2)
    expect((await verifyLedger(server.database, kept)).heads).toBe(2)
    const { head } = await server.anyone.get(api.ledgerHead, {})
    expect(head).toMatchObject(kept[1]!)
    // Cut off while it was written.
    await appendFile(file, '12 abc')
    expect(await keeper.read()).toEqual(kept)
    await writeFile(file, `nonsense\n${await readFile(file, 'utf8')}`)
    await expect(keeper.read()).rejects.toThrow(`Line 1 in ${file} is no head of the ledger.`)
    await expect(createHeadKeeper(path.join(folder, 'none')).read()).rejects.toThrow('cannot be read')
  })

  it('are kept behind a URL, with its user and password and without telling them', async () => {
    let text = ''
    let status = 200
    const asked: string[] = []
    const other = http.createServer((request, response) => {
      asked.push(`${request.method} ${request.headers.authorization}`)
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => response.writeHead(status).end(request.method === 'GET' ? text : ''))
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = other.address() as AddressInfo
      const keeper = createHeadKeeper(`http://union:s%40fe@127.0.0.1:${port}/heads`)
      await seal()
      await keeper.keep(heads[0]!, '2026-11-23T06:32:00.000000Z')
      expect(await keeper.read()).toEqual(heads)
      const login = `Basic ${Buffer.from('union:s@fe').toString('base64')}`
      expect(asked).toEqual([`POST ${login}`, `GET ${login}`])
      status = 500
      await expect(keeper.read()).rejects.toThrow(
        `The heads at http://127.0.0.1:${port}/heads cannot be read`,
      )
      await expect(keeper.keep(heads[0]!, '')).rejects.toThrow('answered 500')
    } finally {
      await new Promise((resolve) => other.close(resolve))
    }
  })
})

describe('the export', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-export-'))))
  afterEach(() => rm(folder, { recursive: true }))

  it('is a CSV from which anybody can recompute the chain, with all figures in it and nobody', async () => {
    const rider = await server.login('rider')
    await rider.get(api.claimCampaign, {
      params: { id: inStock.id },
      body: { stationId: open.id },
      key: newKey(),
    })
    await seal()
    await receive()
    await settled()
    const file = path.join(folder, 'ledger.csv')
    const told: number[] = []
    const rows = await exportLedger(server.database, file, undefined, (part) => told.push(part))
    const [header, ...lines] = (await readFile(file, 'utf8')).trimEnd().split('\r\n')
    expect(header).toBe(
      'number,sealed_at,id,at,kind,campaign_id,station_id,plan_id,quantity,amount_fen,pseudonym,subject_id,note,tx,hash',
    )
    expect(lines).toHaveLength(rows)
    expect(told.at(-1)).toBe(1)
    let hash = '0'.repeat(64)
    for (const line of lines.slice(0, -1)) {
      const cut = line.lastIndexOf(',')
      hash = createHash('sha256')
        .update(`${hash}\n${line.slice(0, cut)}`)
        .digest('hex')
      expect(line.slice(cut + 1)).toBe(hash)
    }
    expect(hash).toBe(heads.at(-1)!.hash)
    expect(lines.at(-1)).toMatch(/^,,.*,$/)
    const claimed = lines.map((it) => it.split(',')).filter((it) => it[4] === 'claimed')
    expect(claimed).toMatchObject([{ 5: inStock.id, 6: open.id, 8: '1' }])

    const one = path.join(folder, 'one.csv')
    const some = await exportLedger(server.database, one, inStock.id, () => {})
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(rows)
  })

  it('leaves no half file behind, and none that it did not write', async () => {
    const file = path.join(folder, 'ledger.csv')
    await writeFile(`${file}.part`, 'of another')
    await expect(exportLedger(server.database, file, undefined, () => {})).rejects.toMatchObject({
      code: 'EEXIST',
    })
    expect(await readFile(`${file}.part`, 'utf8')).toBe('of another')
    const broken = { query: () => Promise.reject(new Error('away')) }
    const other = path.join(folder, 'other.csv')
    await expect(exportLedger(broken, other, undefined, () => {})).rejects.toThrow('away')
    await expect(readFile(`${other}.part`)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
