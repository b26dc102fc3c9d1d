import * as z from 'zod/mini'
import { doorEventKind, timestamp, type DoorEventKind } from '@/contract'
import { MINUTE } from '@/rules/shanghai'
import type { Context } from '../context'
import type { Queryable } from '../database/database'
import { Refusal } from '../http/refusal'
import { isDoorMessage, type DoorMessage } from './door-signature'
import { noteDoor, noteSeen, stationBehind, takeMessage, type LiveRow } from './queries'

const shape = z.object({ door: z.string(), event: doorEventKind, at: timestamp })

/**
 * Takes an event of the system behind the doors: once, whenever it is sent again within the time its signature is good
 * for. The door was opened: somebody was there. It is offline: all
 * are told so until it is online.
 */
export async function takeDoorEvent(context: Context, message: DoorMessage): Promise<void> {
  const { clock, database, live, ports } = context
  if (!ports.doors) throw new Refusal('door-none')
  const now = clock()
  if (!isDoorMessage(ports.doors.secret, message, now)) throw new Refusal('signature-refused')
  const { door, event, at } = readPayload(message.payload)
  const stationId = await stationBehind(database, door)
  if (stationId === undefined) throw new Refusal('door-unknown', { field: 'payload.door' })
  const row = await database.transaction(async (tx) => {
    if (!(await takeMessage(tx, message.nonce, new Date(now)))) return undefined
    return effects[event](tx, stationId, Math.min(Date.parse(at), now))
  })
  live.put(row)
}

function readPayload(text: string): z.output<typeof shape> {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw new Refusal('malformed-json', { field: 'payload' })
  }
  const parsed = shape.safeParse(read)
  if (parsed.success) return parsed.data
  const field = ['payload', ...(parsed.error.issues[0]?.path ?? [])].join('.')
  throw new Refusal('invalid-input', { field, detail: `这一项不对：${field}` })
}

/** What each event changes, at `at` (epoch ms). */
const effects: Record<
  DoorEventKind,
  (tx: Queryable, stationId: string, at: number) => Promise<LiveRow | undefined>
> = {
  opened: (tx, stationId, at) => noteSeen(tx, stationId, new Date(Math.floor(at / MINUTE) * MINUTE)),
  offline: (tx, stationId, at) => noteDoor(tx, stationId, new Date(at)),
  online: (tx, stationId) => noteDoor(tx, stationId, null),
}
