import { DAY, MINUTE } from '@/rules/shanghai'
import { requireConsents } from '../account/consents'
import { unseal } from '../account/seal'
import type { Log } from '../adapters/log'
import type { Database } from '../database/database'
import { Refusal } from '../http/refusal'
import { ServiceFault, type Clock, type Keys, type Notices } from '../ports'
import { deferNotice, endNotice, enterNotices, leaseNotices, type FoundKind, type Leased } from './queries'

export interface DeliverOptions {
  readonly database: Database
  readonly clock: Clock
  readonly newId: () => string
  readonly keys: Keys
  readonly notices: Notices
  readonly log: Log
}

/** How often a running API looks. */
export const DELIVER_EVERY_MS = 15_000
/** Longer than sending a batch can take. */
const LEASE_MS = 5 * MINUTE
const BATCH = 20
/** Then a message is given up: after some four hours. */
const TRIES = 10
const FIRST_PAUSE_MS = 30_000

/** How far back, or ahead, each kind is looked for. */
const reach: Record<FoundKind, number> = { ready: -DAY, expiring: DAY, redeemed: -DAY }

/**
 * Enters what people asked to be told of, and sends what is due. Any number of processes may do it at once: each message is
 * taken by one of them. At least once: a process that dies between sending and noting it leaves the message to another; who
 * asked for one message is then not shown two, since WeChat takes as many as were asked for. Returns how many went out.
 */
export async function deliverNotices(options: DeliverOptions): Promise<number> {
  const { clock, database, newId, notices } = options
  for (const { kind } of notices.templates) {
    if (kind === 'claim') continue
    const now = clock()
    const ids = Array.from({ length: 200 }, newId)
    await enterNotices(database, kind, new Date(now), new Date(now + reach[kind]), ids)
  }
  let sent = 0
  for (;;) {
    const now = clock()
    const leased = await leaseNotices(database, new Date(now), new Date(now + LEASE_MS), BATCH)
    for (const it of leased) if (await send(options, it)) sent++
    if (leased.length < BATCH) return sent
  }
}

async function send({ clock, database, keys, log, notices }: DeliverOptions, it: Leased): Promise<boolean> {
  const ended = (state: 'sent' | 'dropped' | 'dead', fault: string | null, unsubscribed = false) =>
    endNotice(database, { id: it.id, state, at: new Date(clock()), fault, unsubscribed })
  if (it.subject === null || it.sealed === null) {
    await ended('dropped', 'no login at WeChat')
    return false
  }
  try {
    await requireConsents(database, it.worker_id, ['messages'])
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await ended('dropped', 'consent withdrawn', true)
    return false
  }
  try {
    const openid = new TextDecoder().decode(await unseal(keys, `login:${it.subject}`, it.sealed))
    await notices.send(openid, it.kind, it.facts)
  } catch (error) {
    const fault = error instanceof ServiceFault ? error : new ServiceFault('busy', 'a fault of our own')
    if (fault.kind === 'unwanted') {
      await ended('dropped', fault.message, true)
    } else if (it.tries >= TRIES) {
      await ended('dead', fault.message)
      log.error('A message was given up', { noticeId: it.id, kind: it.kind, cause: error })
    } else {
      const pause = FIRST_PAUSE_MS * 2 ** (it.tries - 1)
      await deferNotice(database, it.id, new Date(clock() + pause), fault.message)
      log.warn('A message is to be sent again', { noticeId: it.id, tries: it.tries, cause: error })
    }
    return false
  }
  await ended('sent', null)
  return true
}
