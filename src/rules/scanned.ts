import { parseCode } from './voucher-code'

/** What a scanned text is to us. */
export type Scanned =
  | { kind: 'voucher'; code: string }
  | { kind: 'station'; stationId: string }
  | { kind: 'strange'; text: string }

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
/** `NXS1.<station id>`, alone or at the end of a link that other scanners can open. */
const stationText = new RegExp(`^(?:https://[^\\s/]+(?:/[^\\s?#]*)?/s/)?(?:NXS1\\.)?(${uuid})$`, 'i')

/** Reads a scanned text: a voucher's code, a station's, or something that is not ours. */
export function readScan(scanned: string): Scanned {
  const text = scanned.trim()
  if (parseCode(text)) return { kind: 'voucher', code: text }
  const stationId = stationText.exec(text)?.[1]
  return stationId ? { kind: 'station', stationId: stationId.toLowerCase() } : { kind: 'strange', text }
}

/** What was read, short enough to be shown: its beginning and its end. */
export function shortened(text: string, most = 48): string {
  const chars = [...text.replace(/\s+/g, ' ')]
  if (chars.length <= most) return chars.join('')
  const half = Math.floor((most - 1) / 2)
  return `${chars.slice(0, half).join('')}…${chars.slice(-half).join('')}`
}
