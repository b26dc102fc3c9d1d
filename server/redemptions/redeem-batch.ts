import type { CallInput, ScanOutcome, api } from '@/contract'
import { CLOCK_OFF_MS, SCAN_LIVES_MS } from '@/rules/desk'
import { parseCode } from '@/rules/parse-code'
import { STEP_SECONDS } from '@/rules/voucher-code'
import { requireStation, type Caller } from '../account/authenticate'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'
import { sameBytes } from '../http/route'
import { findByKey } from './queries'
import { hashOfScan, redeemScan } from './redeem-voucher'
import { showRedemption } from './show-redemption'

type Asked = CallInput<typeof api.redeemBatch>['body']

/**
 * Redeems scans that waited on a clerk's phone, one after the other in its order: who came first at whatever station has
 * it, and the others learn when and where. A scan that was sent before has the outcome it had.
 */
export async function redeemBatch(context: Context, clerk: Caller, asked: Asked): Promise<ScanOutcome[]> {
  requireStation(clerk, asked.stationId)
  // Positive where the phone is ahead.
  const off = Date.parse(asked.deviceTime) - context.clock()
  const outcomes: ScanOutcome[] = []
  for (const scan of asked.scans) outcomes.push(await settleScan(context, clerk, asked, scan, off))
  return outcomes
}

async function settleScan(
  context: Context,
  clerk: Caller,
  { deviceTime, stationId }: Asked,
  { code, key, scannedAt }: Asked['scans'][number],
  off: number,
): Promise<ScanOutcome> {
  const hash = hashOfScan({ code, stationId })
  try {
    const earlier = await findByKey(context.database, clerk.workerId, key)
    if (earlier) {
      if (!sameBytes(hash, earlier.request_hash)) throw new Refusal('key-reused')
      return { key, redemption: showRedemption(earlier) }
    }
    const at = timeOf(Date.parse(scannedAt), off, context.clock())
    if (parseCode(code)?.by === 'digits') throw new Refusal('digits-online')
    const scan = { code, stationId, deviceTime, offline: true }
    const { row } = await redeemScan(context, clerk, scan, at, { key, hash })
    return { key, redemption: showRedemption(row) }
  } catch (error) {
    // Where the database is away all of it is sent again: what went through keeps its outcome by its key.
    if (!(error instanceof Refusal)) throw error
    return { key, refusal: error.toProblem() }
  }
}

/** When a scan was made, by our clock. */
function timeOf(scanned: number, off: number, now: number): number {
  if (Math.abs(off) > CLOCK_OFF_MS) {
    const hours = Math.round(Math.abs(off) / 3_600_000)
    const how = `${off > 0 ? '快' : '慢'}了约 ${hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`}`
    throw new Refusal('clock-wrong', { detail: `这台手机的时间${how}，打开“自动设置时间”再上传` })
  }
  const at = scanned - off
  // Not yet: the clock was changed since, or the queue was.
  if (at > now + STEP_SECONDS * 1_000) throw new Refusal('clock-wrong')
  if (at < now - SCAN_LIVES_MS) throw new Refusal('scan-late')
  return Math.min(at, now)
}
