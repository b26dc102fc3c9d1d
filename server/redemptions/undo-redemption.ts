import type { Caller } from '../account/authenticate'
import { UNDO_MS } from '@/rules/desk'
import type { Context } from '../context'
import { DatabaseFault } from '../database/database'
import { Refusal } from '../http/refusal'
import { enterLedger, type LedgerEntry } from '../vouchers/change-queries'
import { findRedemption, holdRedemption, undoOne } from './queries'
import { showRedeemed, type Redeemed } from './redeem-voucher'

/**
 * Takes back what was redeemed at one of the clerk's stations within the last minute: the voucher is as it was before, and
 * the ledger has rows for it. Again, it changes nothing.
 */
export async function undoRedemption(context: Context, clerk: Caller, id: string): Promise<Redeemed> {
  const { clock, database, newId } = context
  const stations = clerk.stations.map((it) => it.id)
  await database
    .transaction(async (tx) => {
      const held = await holdRedemption(tx, id, stations)
      if (!held) throw new Refusal('not-found')
      if (held.undone_at) return
      const now = clock()
      // Of a pass the latest use only.
      if (now - held.redeemed_at.getTime() > UNDO_MS || held.uses_made !== held.use_number)
        throw new Refusal('undo-late')
      const state = held.state === 'expired' ? 'expired' : 'ready'
      await undoOne(tx, { id, at: new Date(now), by: clerk.workerId, state })
      const first = held.use_number === 1
      const moved: LedgerEntry[] = [
        { kind: 'claimed', stationId: held.station_id, quantity: -1, note: 'undone' },
        { kind: 'claimed', stationId: null, quantity: 1, note: 'undone' },
      ]
      await enterLedger(tx, newId, new Date(now), { ...held, id: held.voucher_id }, [
        { kind: 'redeemed', stationId: held.station_id, quantity: first ? -1 : 0, note: 'undone' },
        ...(held.unbound && first ? moved : []),
      ])
    })
    .catch((error: unknown) => {
      // Another voucher has got its digits meanwhile.
      if (error instanceof DatabaseFault && error.kind === 'duplicate') throw new Refusal('undo-late')
      throw error
    })
  const row = await findRedemption(database, id)
  if (!row) throw new Refusal('not-found')
  return showRedeemed(context, row)
}
