import { randomBytes, randomUUID } from 'node:crypto'
import { setupServer } from 'msw/node'
import { demoData } from '../../mock/data/demo-data'
import { handlersOf } from '../../mock/handlers'
import { silentLog } from '../../server/adapters/log'
import { createApp } from '../../server/app'
import { createTestApi } from '../support/api'
import { renderedWorld } from './drivers/rendered'
import { logIn } from './steps'

it('shows an admin what was not sent, why, and sends it again at a tap, on rendered pages', async () => {
  const server = await createTestApi(demoData(Date.now()), { clock: Date.now })
  const app = createApp({
    database: server.database,
    clock: Date.now,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    demo: true,
    checkReplies: true,
    ports: {
      keys: { pepper: randomBytes(32), identity: randomBytes(32), voucher: randomBytes(32) },
      signer: { keyId: 1, publicKeys: new Map(), sign: () => new Uint8Array(64) },
      log: silentLog,
    },
  })
  const network = setupServer(...handlersOf(app))
  network.listen({ onUnhandledRequest: 'error' })
  const world = renderedWorld()
  try {
    const admin = await world.phone('管理员')
    await logIn(admin, '管理员')
    const id = randomUUID()
    await server.asOwner(
      `INSERT INTO outbox (id, worker_id, kind, subject_id, facts, state, entered_at, due_at, tries, ended_at, fault)
        SELECT $1, id, 'expiring', $1, '{"title": "温暖大礼包"}', 'dead', now(), now(), 10, now(),
          'subscribe/send: errcode -1' FROM worker LIMIT 1`,
      [id],
    )
    await admin.tap(/^没发出去的消息/)
    await admin.see('“快到期”的消息', '10 次', 'subscribe/send: errcode -1', '这里不写发给谁')
    await admin.tap('再发一次')
    await admin.see('好，一会儿再发一次', '都发出去了')
    expect(await server.asOwner('SELECT state, tries FROM outbox')).toEqual([{ state: 'waiting', tries: 0 }])
  } finally {
    await world.close()
    network.close()
    await server.drop()
  }
})
