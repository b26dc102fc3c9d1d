import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Draw } from '@/contract'
import { rankEntries, rootOf, sortEntries } from '@/rules/draw'
import { createTestApi, type TestApi } from '../../support/api'
import { data, open } from '../../support/fixtures'
import { createWorld } from '../world'

jest.setTimeout(60_000)

const root = path.resolve(__dirname, '..', '..', '..')
let folder: string
beforeAll(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'nuanxin-commands-'))))
afterAll(() => rm(folder, { recursive: true }))

/** Runs a script as npm does, and tells how it ended and what it said. */
const run = (script: string, args: readonly string[], environment: Record<string, string> = {}) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const { PATH, HOME, TMPDIR } = process.env
    execFile(
      process.execPath,
      ['--import', 'tsx', path.join(root, 'server', 'commands', script), ...args],
      { cwd: root, env: { PATH, HOME, TMPDIR, ...environment } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
const file = async (name: string, content: string) => {
  const at = path.join(folder, name)
  await writeFile(at, content)
  return at
}

const refused = async (running: ReturnType<typeof run>, says: RegExp) => {
  const { code, stderr } = await running
  expect(code).toBe(1)
  expect(stderr).toMatch(says)
}

describe('draw:verify', () => {
  const entries = sortEntries(Array.from({ length: 9 }, () => randomUUID()))
  const randomness = '03 11 17 22 28 31 09'
  const draw: Draw = {
    campaignId: randomUUID(),
    title: '手织围巾',
    prizes: 3,
    source: '双色球 2026140 期开奖号码',
    drawsAt: '2026-11-20T13:15:00.000Z',
    closesAt: '2026-11-20T00:00:00.000Z',
    state: 'drawn',
    entryCount: entries.length,
    frozenAt: '2026-11-20T00:00:01.000Z',
    root: rootOf(entries),
    randomness,
    drawnAt: '2026-11-20T13:30:00.000Z',
    winners: rankEntries(randomness, entries).slice(0, 3),
    entries,
  }
  const verify = async (content: unknown) =>
    run('verify-draw.ts', [
      await file(`${randomUUID()}.json`, typeof content === 'string' ? content : JSON.stringify(content)),
    ])

  it('says that a draw is right, with its winners, and ends with 0', async () => {
    const { code, stderr, stdout } = await verify({ draw })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('手织围巾: right.')
    for (const it of draw.winners ?? []) expect(stdout).toContain(it)
  })

  it.each([
    ['another winner', { draw: { ...draw, winners: entries.slice(0, 3) } }, 'names other winners'],
    [
      'an entry that came in afterwards',
      { draw: { ...draw, entryCount: 10, entries: sortEntries([...entries, randomUUID()]) } },
      'not the entries that were frozen',
    ],
    ['no result', { draw: { ...draw, randomness: undefined, winners: undefined } }, 'not been drawn yet'],
    ['no entries', { draw: { ...draw, entries: undefined } }, 'not in the file'],
    ['something else', { colour: 'red' }, 'is no draw'],
    ['no JSON', 'red', 'is no JSON'],
  ])('says what is wrong with %s, and ends with 1', async (_what, content, says) => {
    const { code, stderr, stdout } = await verify(content)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(says)
  })

  it('says how it is used', async () => {
    await refused(run('verify-draw.ts', []), /^Usage:/)
    await refused(run('verify-draw.ts', [path.join(folder, 'none')]), /cannot be read/)
  })
})

describe('campaigns', () => {
  let server: TestApi
  beforeAll(async () => (server = await createTestApi(data)))
  afterAll(() => server.drop())
  const campaigns = (...args: string[]) =>
    run('publish-campaigns.ts', args, { DATABASE_URL: server.url, NUANXIN_DATA: path.join(folder, 'data') })
  const text = `code: hats-2026
title: 保暖帽
summary: 一人一顶
sponsor: 海港区总工会
distribution: stock
items: [{name: 保暖帽, quantity: 1}]
opensAt: 2026-11-20
closesAt: 2099-12-20
redeemBy: 2099-12-31
stations: [{station: ${open.code}, quota: 5}]
`

  it('tries, publishes, lists and closes', async () => {
    const at = await file('hats.yaml', text)
    expect(await campaigns('publish', at, '--dry-run')).toEqual({
      code: 0,
      stdout: 'Dry run, nothing wrong: 保暖帽 (stock): 5 at 1 stations.\n',
      stderr: '',
    })
    expect((await campaigns('list')).stdout).not.toContain('hats-2026')
    const { code, stdout } = await campaigns('publish', at)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Dry run, nothing wrong: .*\nPublished as [0-9a-f-]{36}\.\n$/)
    expect((await campaigns('list')).stdout).toMatch(/\thats-2026\topen\tstock\t.*\t保暖帽\n/)
    expect(await campaigns('close', 'hats-2026')).toMatchObject({
      code: 0,
      stdout: 'Closed: 保暖帽. What was granted stays good.\n',
    })
    expect((await campaigns('list')).stdout).toMatch(/\thats-2026\tclosed\t/)
    await refused(campaigns('close', 'hats-2026'), /^closed-already/)
  })

  it('lists who was slowed and why, and lets him through', async () => {
    const world = createWorld(server)
    const id = await world.slowed(await world.person('worker'))
    const listed = await campaigns('slowed')
    expect([listed.code, listed.stderr]).toEqual([0, ''])
    expect(listed.stdout).toContain(`${id}\t`)
    expect(listed.stdout).toMatch(/\t1 times\tsweep\t几秒里连着领了好几样\t.*\tnot verified\tuntil /)
    expect(await campaigns('let-through', id)).toMatchObject({ code: 0, stderr: '' })
    expect((await campaigns('slowed')).stdout).toContain('\tlet through ')
  })

  it('says what is wrong by file, line, column and code, and ends with 1', async () => {
    const at = await file('bad.yaml', text.replace('quota: 5', 'quota: -5').replace('hats-2026', 'caps-2026'))
    expect(await campaigns('publish', at)).toEqual({
      code: 1,
      stdout: '',
      stderr: `Nothing was published. What is wrong:\n${at}:10:33\tquota-negative\tstations.0.quota must not be under 0\n`,
    })
    expect((await campaigns('list')).stdout).not.toContain('caps-2026')
  })

  it.each([
    [['close', 'nothing'], /^campaign-unknown/],
    [['publish', '/nowhere.yaml'], /cannot be read/],
    [['publish'], /^Usage/],
    [['race'], /^Usage/],
    [['list', '--fast'], /^Usage/],
    [['let-through', 'nobody'], /^slowed-unknown/],
  ])('refuses %j', (args, says) => refused(campaigns(...args), says))
})

describe('plans', () => {
  let server: TestApi
  beforeAll(async () => (server = await createTestApi(data)))
  afterAll(() => server.drop())
  const plans = (...args: string[]) =>
    run('publish-plans.ts', args, { DATABASE_URL: server.url, NUANXIN_DATA: path.join(folder, 'data') })
  const text = `code: riders-2026
title: 骑手互助
operator: 省职工互助会
priceFen: 6000
subsidies: [{title: 专项补助, amountFen: 2400, budgetFen: 480000}]
termMonths: 12
minAge: 16
maxAge: 60
covers: [{kind: death-disability, title: 意外身故, sumFen: 5000000, waitingDays: 0}]
exclusions: [酒后骑车]
papers: [诊断证明]
`

  it('tries, publishes, lists and closes', async () => {
    const at = await file('riders.yaml', text)
    expect(await plans('publish', at, '--dry-run')).toEqual({
      code: 0,
      stdout: 'Dry run, nothing wrong: 骑手互助: 60 yuan, 1 covers, 1 subsidies.\n',
      stderr: '',
    })
    expect((await plans('publish', at)).stdout).toMatch(
      /^Dry run, nothing wrong: .*\nPublished as [0-9a-f-]{36}\.\n$/,
    )
    expect((await plans('list')).stdout).toMatch(
      /\triders-2026\topen\talways\t60 yuan\t0 policies\t0 open orders\t专项补助 24, 4800 of 4800 left\t骑手互助\n/,
    )
    expect((await plans('close', 'riders-2026')).stdout).toMatch(/^Closed: 骑手互助\./)
    expect((await plans('list')).stdout).toMatch(/\triders-2026\tclosed\t/)
  })

  it('says what is wrong by file, line, column and code, and ends with 1', async () => {
    const at = await file('bad-plan.yaml', text.replace('maxAge: 60', 'maxAge: 15'))
    expect(await plans('publish', at)).toEqual({
      code: 1,
      stdout: '',
      stderr: `Nothing was published. What is wrong:\n${at}:8:9\tages-reversed\tmaxAge must not be under minAge\n`,
    })
  })

  it.each([
    [['close', 'nothing'], /^plan-unknown/],
    [['publish', '/nowhere.yaml'], /cannot be read/],
    [['publish'], /^Usage/],
    [['list', '--dry-run'], /^Usage/],
  ])('refuses %j', (args, says) => refused(plans(...args), says))
})
