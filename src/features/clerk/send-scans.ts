import { api, type ReplyOf } from '@/contract'
import { call, serverNow } from '@/platform/call'
import type { Batch } from './sync-queue'

// Apart from the desk's other calls: the app syncs from its start, and would take all of those along.
/** Sends scans that were made without signal, each with its outcome; safe to repeat. */
export const sendScans = (batch: Batch): Promise<ReplyOf<typeof api.redeemBatch>> =>
  call(api.redeemBatch, { body: { ...batch, deviceTime: new Date(serverNow()).toISOString() } })
