import { readLink } from './link'
import { parseCode } from './voucher-code'

/** What a scanned text is to us. */
export type Scanned =
  | { kind: 'voucher'; code: string }
  | { kind: 'station'; stationId: string }
  | { kind: 'campaign'; campaignId: string }
  | { kind: 'strange'; text: string }

/** Reads a scanned text: a voucher's code, a station's, a campaign's, or something that is not ours. */
export function readScan(scanned: string): Scanned {
  const text = scanned.trim()
  if (parseCode(text)) return { kind: 'voucher', code: text }
  const target = readLink(text)
  if (!target) return { kind: 'strange', text }
  const { kind, id } = target
  return kind === 'station' ? { kind, stationId: id } : { kind, campaignId: id }
}

/** What was read, short enough to be shown: its beginning and its end. */
export function shortened(text: string, most = 48): string {
  const chars = [...text.replace(/\s+/g, ' ')]
  if (chars.length <= most) return chars.join('')
  const half = Math.floor((most - 1) / 2)
  return `${chars.slice(0, half).join('')}…${chars.slice(-half).join('')}`
}
