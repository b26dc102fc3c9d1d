import { writeFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withOwnerSession } from '../../../server/database/owner-session'
import { isAlive } from '../../../server/database/processes'
import { createSpawner, ownerUrlOf, postmasterOf } from '../../support/spawned-api'
import { waitUntil } from '../../support/wait-until'

const spawner = createSpawner()
afterEach(() => spawner.clear())

const isUp = async (url: string) => (await fetch(`${url}/v1/health`).catch(() => undefined))?.status === 200

const sql = async (dataFolder: string, text: string) =>
  withOwnerSession(await ownerUrlOf(dataFolder), (session) => session.query<{ id: number }>(text))

async function start(NUANXIN_DATA: string) {
  const api = spawner.api({ NUANXIN_DATA })
  const url = await api.ready()
  expect(await isUp(url)).toBe(true)
  return { api, url, postmaster: (await postmasterOf(NUANXIN_DATA)) as number }
}

it('stops its server with it, and finds everything again', async () => {
  const folder = await spawner.dataFolder()
  const first = await start(folder)
  await sql(folder, 'CREATE TABLE kept (id integer); INSERT INTO kept VALUES (1)')
  first.api.kill('SIGINT')
  expect(await first.api.ended).toBe(0)
  expect(isAlive(first.postmaster)).toBe(false)

  const second = await start(folder)
  expect(await sql(folder, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
  expect(second.api.stdout).not.toContain('Migrated')
})

it('after a kill -9 finds the server still running, and stops it in the end', async () => {
  const folder = await spawner.dataFolder()
  const first = await start(folder)
  await sql(folder, 'CREATE TABLE kept (id integer); INSERT INTO kept VALUES (1)')
  first.api.kill('SIGKILL')
  await first.api.ended
  expect(isAlive(first.postmaster)).toBe(true)

  const second = await start(folder)
  expect(second.postmaster).toBe(first.postmaster)
  expect(second.api.stdout).toContain('was running already')
  expect(await sql(folder, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
  second.api.kill('SIGTERM')
  expect(await second.api.ended).toBe(0)
  expect(isAlive(first.postmaster)).toBe(false)
})

it('after a kill -9 of everything recovers what was committed', async () => {
  const folder = await spawner.dataFolder()
  const first = await start(folder)
  await sql(folder, 'CREATE TABLE kept (id integer); INSERT INTO kept VALUES (1)')
  first.api.kill('SIGKILL')
  process.kill(first.postmaster, 'SIGKILL')
  await first.api.ended
  await start(folder)
  expect(await sql(folder, 'SELECT id FROM kept')).toEqual([{ id: 1 }])
})

it('is not misled by a left-over postmaster.pid whose number is somebody else’s now', async () => {
  const folder = await spawner.dataFolder()
  const first = await start(folder)
  first.api.kill('SIGTERM')
  await first.api.ended
  const lines = [
    process.pid,
    path.join(folder, 'postgres'),
    1_700_000_000,
    1,
    '',
    '127.0.0.1',
    '',
    'ready   ',
    '',
  ]
  await writeFile(path.join(folder, 'postgres', 'postmaster.pid'), lines.join('\n'))
  await start(folder)
})

it('shares one server between processes started together; the last one out stops it', async () => {
  const folder = await spawner.dataFolder()
  const [one, two] = await Promise.all([start(folder), start(folder)])
  expect(one.postmaster).toBe(two.postmaster)

  one.api.kill('SIGTERM')
  expect(await one.api.ended).toBe(0)
  expect(one.api.stdout).toContain('PostgreSQL goes on')
  expect(await isUp(two.url)).toBe(true)

  two.api.kill('SIGTERM')
  expect(await two.api.ended).toBe(0)
  expect(two.api.stdout).toContain('PostgreSQL stopped')
  expect(isAlive(one.postmaster)).toBe(false)
})

it('stops the server too when two processes leave together', async () => {
  const folder = await spawner.dataFolder()
  const [one, two] = await Promise.all([start(folder), start(folder)])
  for (const { api } of [one, two]) api.kill('SIGTERM')
  expect(await Promise.all([one.api.ended, two.api.ended])).toEqual([0, 0])
  expect(isAlive(one.postmaster)).toBe(false)
})

it('comes up while another process is stopping the server', async () => {
  const folder = await spawner.dataFolder()
  const { api } = await start(folder)
  api.kill('SIGTERM')
  await start(folder)
  expect(await api.ended).toBe(0)
})

it('starts the server again when it dies', async () => {
  const folder = await spawner.dataFolder()
  const { url, postmaster } = await start(folder)
  process.kill(postmaster, 'SIGKILL')
  await waitUntil('another server', async () => ![postmaster, undefined].includes(await postmasterOf(folder)))
  await waitUntil('an API that is well again', () => isUp(url))
})

it('on SIGTERM lets a request finish, accepts no other, and exits with 0', async () => {
  const folder = await spawner.dataFolder()
  const { api, url } = await start(folder)
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString()))
  socket.write(
    'POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{',
  )
  await sleep(300)

  api.kill('SIGTERM')
  await waitUntil('a closed door', async () => !(await isUp(url)))
  expect(answer).toBe('')
  socket.write('}')
  await waitUntil('an answer', () => answer.startsWith('HTTP/1.1 4'))
  expect(await api.ended).toBe(0)
  expect(api.stderr).toBe('')
})
