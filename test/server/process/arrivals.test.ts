import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Doubt, Station } from '@/contract'
import { unpackStations } from '@/rules/station-pack'
import { stations } from '../../../mock/data/stations'
import { hashOfToken } from '../../../server/account/authenticate'
import { createSpawner, ownerUrlOf } from '../../support/spawned-api'
import { waitUntil } from '../../support/wait-until'

const spawner = createSpawner()
afterAll(() => spawner.clear())

const [station] = stations as readonly [Station]
let urls: [string, string]
let owner: pg.Client

beforeAll(async () => {
  const folder = await spawner.dataFolder()
  const settings = { NUANXIN_DATA: folder, NUANXIN_DEMO: '1', NUANXIN_LIMITS: 'off' }
  urls = await Promise.all([spawner.api(settings).ready(), spawner.api(settings).ready()])
  owner = new pg.Client({ connectionString: await ownerUrlOf(folder) })
  owner.on('error', () => {})
  await owner.connect()
})
afterAll(() => owner.end())

/** Somebody who is logged in, by his headers. */
async function somebody(): Promise<Record<string, string>> {
  const [id, token] = [randomUUID(), randomBytes(32).toString('base64url')]
  await owner.query(
    `INSERT INTO worker (id, pseudonym, display_name, roles, created_at) VALUES ($1, $2, '骑手', '{worker}', now())`,
    [id, randomUUID()],
  )
  await owner.query(
    `INSERT INTO session (id, worker_id, token_hash, opened_at, expires_at)
      VALUES ($1, $2, $3, now(), now() + interval '1 day')`,
    [randomUUID(), id, Buffer.from(hashOfToken(token))],
  )
  return { Authorization: `Bearer ${token}` }
}
const read = async <T>(url: string, path: string): Promise<T> => (await (await fetch(url + path)).json()) as T
const post = async (url: string, path: string, body: object, headers: Record<string, string> = {}) => {
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, reply: (await response.json()) as { people: number; doubt?: Doubt } }
}
const report = (url: string, headers: Record<string, string>) =>
  post(url, `/v1/stations/${station.id}/reports`, { kind: 'locked' }, headers)

/** Whether each process shows the doubt in the list, on the page and in the city's pack. */
const doubts = () =>
  Promise.all(
    urls.map(async (url) => {
      const { lat, lng } = station.point
      const [near, page, pack] = await Promise.all([
        read<{ stations: { station: Station }[] }>(url, `/v1/stations/nearest?lat=${lat}&lng=${lng}&limit=1`),
        read<{ station: Station }>(url, `/v1/stations/${station.id}`),
        read<Parameters<typeof unpackStations>[0]>(url, `/v1/stations/packs/${station.regionCode}`),
      ])
      const packed = unpackStations(pack).find((it) => it.id === station.id)
      return [near.stations[0]?.station, page.station, packed].map((it) => it?.doubt !== undefined)
    }),
  )
const everywhere = (as: boolean) => async () => (await doubts()).flat().every((it) => it === as)

it('counts 25 people at once over two processes, each once, and shows the doubt everywhere', async () => {
  await waitUntil('no doubt at first', everywhere(false))
  const people: Record<string, string>[] = []
  while (people.length < 25) people.push(await somebody())
  const taps = people.flatMap((it) => urls.map((url) => ({ it, url })))
  const replies = await Promise.all(taps.map(({ it, url }) => report(url, it)))
  expect(replies.filter((it) => it.status === 201)).toHaveLength(25)
  expect(replies.filter((it) => it.status === 200)).toHaveLength(25)
  expect(Math.max(...replies.map((it) => it.reply.people))).toBe(25)
  await waitUntil('the doubt in both processes', everywhere(true))
})

it('clears it everywhere when somebody comes', async () => {
  await waitUntil('the doubt', everywhere(true))
  expect((await post(urls[1], `/v1/stations/${station.id}/check-ins`, {}, await somebody())).status).toBe(200)
  await waitUntil('no doubt in both processes', everywhere(false))
})

it('shows in each process when somebody was last there, also to one whose listener was cut off', async () => {
  const seen = async (url: string) =>
    (await read<{ live: { seenAt?: string } }>(url, `/v1/stations/${stations[1]?.id}`)).live.seenAt
  const checkIn = () => post(urls[0], `/v1/stations/${stations[1]?.id}/check-ins`, {})
  expect(await Promise.all(urls.map(seen))).toEqual([undefined, undefined])
  await checkIn()
  await waitUntil('the check-in in the other process', async () => (await seen(urls[1])) !== undefined)

  await owner.query(`UPDATE station_live SET seen_at = seen_at - interval '2 hours', version = version + 1`)
  await waitUntil(
    'the earlier time',
    async () => Date.parse((await seen(urls[1])) ?? '') < Date.now() - 3_600_000,
  )
  const { rowCount } = await owner.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ILIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
  )
  expect(rowCount).toBe(2)
  await checkIn()
  await waitUntil(
    'the check-in, once listening again',
    async () => Date.parse((await seen(urls[1])) ?? '') > Date.now() - 600_000,
    2_000,
  )
})
