import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { createDemoApi } from '../../support/demo-api'
import startPostgres from '../../support/postgres-setup'
import stopPostgres from '../../support/postgres-teardown'
import { buildWeapp, weappDist } from '../../weapp/build-weapp'
import { AppFiles } from '../../weapp/runtime/app-files'
import { type Server, serverOf } from '../../weapp/runtime/network'
import { Storage } from '../../weapp/runtime/storage'
import { campaignsFor } from './campaigns'
import { type Cost, MeasuredPhone } from './measured'

const root = path.resolve(__dirname, '..', '..', '..')
const nativeDist = path.join(__dirname, 'native')
const bareDist = path.join(root, 'dist', 'bench-bare')

const campaigns = 100
/** Each page is opened and filtered so often, in turn with the other, after some that do not count. */
const rounds = 15
const warmUps = 3
/** By then the app has written what it keeps, which on a busy machine would fall into the next act. */
const writtenMs = 1_500

const targets: Record<string, number> = {
  mainKB: 600,
  homeBytesToStation: 20 * 1024,
  homeCallsToStation: 3,
  selectOneOf100Bytes: 120,
  nodes: 599,
  depth: 24,
  bytesToNative: 1.5,
  logicToBareTaro: 1.3,
}

/**
 * What our pages cost in WeChat: sizes of the packages, setData until the first station is seen, one of 100 campaigns
 * tapped, and the list of these opened and filtered beside the same page written by hand for WeChat and a bare one of Taro
 * and React.
 */
export async function benchWeapp(): Promise<Record<string, number>> {
  await buildWeapp()
  buildBare()
  await startPostgres()
  const api = await createDemoApi()
  try {
    const answer = serverOf(api.app)
    const server: Server = async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/v1/campaigns') return Response.json(campaignsFor(campaigns, Date.now()))
      // Whoever claims waits, so that the ticket can be seen waiting.
      if (pathname.endsWith('/claim')) return new Promise<Response>(() => undefined)
      return answer(request)
    }
    const [first, hundred] = [await home(server), await list(server, await session(server))]
    const { homeBytesToStation, homeCallsToStation } = first
    const { selectOneOf100Bytes, bytesToNative, logicToBareTaro } = hundred
    const figures = {
      ...sizes(),
      homeBytesToStation,
      homeCallsToStation,
      selectOneOf100Bytes,
      nodes: Math.max(first.nodes, hundred.nodes),
      depth: Math.max(first.depth, hundred.depth),
      bytesToNative,
      logicToBareTaro,
    }
    for (const [name, most] of Object.entries(targets)) {
      const is = figures[name as keyof typeof figures]
      if (is > most) console.log(`OVER TARGET: ${name} is ${is}, at most ${most}`)
    }
    return figures
  } finally {
    await api.drop()
    await stopPostgres()
  }
}

function buildBare(): void {
  const { status, stdout, stderr } = spawnSync(
    path.join(root, 'node_modules', '.bin', 'taro'),
    ['build', '--type', 'weapp'],
    {
      cwd: path.join(__dirname, 'bare'),
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production', BENCH_OUTPUT: bareDist },
    },
  )
  if (status !== 0) throw new Error(`The bare Taro page could not be built:\n${stdout}${stderr}`)
}

/** KB of the main package and of all. */
function sizes() {
  const files = new AppFiles(weappDist)
  let main = 0
  let total = 0
  for (const name of readdirSync(weappDist, { recursive: true, encoding: 'utf8' })) {
    const stats = statSync(path.join(weappDist, name))
    // WeChat's tools read the project file; it is not part of the package.
    if (!stats.isFile() || /^project\..*json$/.test(name)) continue
    total += stats.size
    if (files.packageOf(name) === undefined) main += stats.size
  }
  return { mainKB: rounded(main / 1024), totalKB: rounded(total / 1024) }
}

/** A session of the demo's rider, as the app keeps it. */
async function session(server: Server): Promise<string> {
  const reply = await server(
    new Request('https://api.example.cn/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'demo', code: 'rider' }),
    }),
  )
  return JSON.stringify(JSON.stringify({ ...((await reply.json()) as object), demo: true }))
}

/** The app opened for the first time, until the first station can be gone to. */
async function home(server: Server) {
  const measured = new MeasuredPhone({ dist: weappDist, server })
  const { phone } = measured
  await measured.until(/^去/)
  const figures = {
    homeBytesToStation: phone.setDatas.reduce((sum, { bytes }) => sum + bytes, 0),
    homeCallsToStation: phone.setDatas.length,
  }
  await measured.settled()
  const { nodes, depth } = measured.shape()
  phone.close()
  return { ...figures, nodes, depth }
}

interface Walk {
  opened: Cost
  filtered: Cost
  /** What the tickets say, once it has been opened. */
  text: string
  shape: { nodes: number; depth: number }
}

/** Opens the list and narrows it down to what was claimed. */
async function walk(measured: MeasuredPhone): Promise<Walk> {
  await measured.settled(writtenMs)
  const opened = await measured.cost(() => measured.tap('福利'))
  const text = measured.text()
  const shape = measured.shape()
  await measured.settled(writtenMs)
  const filtered = await measured.cost(() => measured.tap('领过的'))
  return { opened, filtered, text: /今天能领[^]*页，共/.exec(text)?.[0].replace(/\s/g, '') ?? text, shape }
}

/** Milliseconds. */
interface Sides {
  ours: number
  bare: number
}

const told = (ms: number) => ms.toFixed(1)

async function list(server: Server, session: string) {
  const ours = () => {
    const storage = new Storage()
    storage.set('session', session)
    return new MeasuredPhone({ dist: weappDist, server, storage })
  }
  const bare = () => new MeasuredPhone({ dist: bareDist, server })
  const native = () => new MeasuredPhone({ dist: nativeDist, server })
  const walked = async (measured: MeasuredPhone) => {
    const seen = await walk(measured)
    measured.phone.close()
    return seen
  }

  const logic: Record<'ours' | 'bare', Walk[]> = { ours: [], bare: [] }
  for (let round = -warmUps; round < rounds; round++) {
    const [its, others] = [await walked(ours()), await walked(bare())]
    if (its.text !== others.text) throw new Error(`Not the same list:\n${its.text}\n${others.text}`)
    if (round < 0) continue
    logic.ours.push(its)
    logic.bare.push(others)
  }
  const [opening, filtering] = (['opened', 'filtered'] as const).map((act) => ({
    ours: median(logic.ours.map((it) => it[act].logicMs)),
    bare: median(logic.bare.map((it) => it[act].logicMs)),
  })) as [Sides, Sides]
  const [its, byHand] = [await walked(ours()), await walked(native())]
  if (its.text !== byHand.text) throw new Error(`Not the same list:\n${its.text}\n${byHand.text}`)
  const bytes = ({ opened, filtered }: Walk) => opened.bytes + filtered.bytes
  console.log(
    `List opened and filtered: ${bytes(its)} bytes (${its.opened.bytes} + ${its.filtered.bytes}), ` +
      `by hand ${bytes(byHand)} (${byHand.opened.bytes} + ${byHand.filtered.bytes}); ` +
      `logic layer ${told(opening.ours)} + ${told(filtering.ours)} ms, ` +
      `bare Taro ${told(opening.bare)} + ${told(filtering.bare)} ms`,
  )

  const choosing = ours()
  await choosing.settled()
  await choosing.cost(() => choosing.tap('福利'))
  const selected = await choosing.cost(() => choosing.tap('“暖·新”礼包（第 2 批），领取'))
  if (selected.calls === 0) throw new Error('A tap on 领取 shows nothing')
  choosing.phone.close()
  return {
    selectOneOf100Bytes: selected.bytes,
    nodes: its.shape.nodes,
    depth: its.shape.depth,
    bytesToNative: rounded(bytes(its) / bytes(byHand)),
    logicToBareTaro: rounded((opening.ours + filtering.ours) / (opening.bare + filtering.bare)),
  }
}

const rounded = (value: number) => Math.round(value * 100) / 100

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? NaN
}
