import { linkOf, readLink } from './link'
import { parseCode } from './parse-code'

/** What a scanned text is to us. */
export type Scanned =
  | { kind: 'voucher'; code: string }
  | { kind: 'station'; stationId: string }
  | { kind: 'campaign'; campaignId: string }
  | { kind: 'certificate'; code: string }
  | { kind: 'invitation' | 'recovery'; code: string }
  /** What a clerk shows to whoever stands at his station (see presence-code.ts). */
  | { kind: 'presence' }
  | { kind: 'strange'; text: string }

const marks = { invitation: 'NXI1', recovery: 'NXR1' } as const
const spokenText = /^NX([IR])1\.([0-9A-Z]{12})$/

/** What the QR of a code says that is also read out: an invitation's, or that of an account asked for. */
export const spokenQr = (kind: keyof typeof marks, code: string): string =>
  `${marks[kind]}.${code.replace(/-/g, '')}`

const certificateMark = /^NXC1\.([0-9A-Z]{16})$/

/**
 * What the QR of a certificate says: a link that any phone's camera opens, or, where no site is known that others can
 * reach (https), a text that the app's own scan button reads.
 */
export const certificateQr = (site: string, code: string): string =>
  site.startsWith('https://') ? linkOf(site, { kind: 'certificate', id: code }) : `NXC1.${code}`

/** Reads a scanned text: a voucher's code, a station's, a campaign's, a certificate's, one that is also read out, or something not ours. */
export function readScan(scanned: string): Scanned {
  const text = scanned.trim()
  if (parseCode(text)) return { kind: 'voucher', code: text }
  const [, mark, spoken] = spokenText.exec(text) ?? []
  if (spoken !== undefined) return { kind: mark === 'I' ? 'invitation' : 'recovery', code: spoken }
  const certified = certificateMark.exec(text)?.[1]
  if (certified !== undefined) return { kind: 'certificate', code: certified }
  if (text.startsWith('NXP1.')) return { kind: 'presence' }
  const target = readLink(text)
  if (!target) return { kind: 'strange', text }
  const { kind, id } = target
  if (kind === 'certificate') return { kind, code: id }
  return kind === 'station' ? { kind, stationId: id } : { kind, campaignId: id }
}

/** What was read, short enough to be shown: its beginning and its end. */
export function shortened(text: string, most = 48): string {
  const chars = [...text.replace(/\s+/g, ' ')]
  if (chars.length <= most) return chars.join('')
  const half = Math.floor((most - 1) / 2)
  return `${chars.slice(0, half).join('')}…${chars.slice(-half).join('')}`
}
