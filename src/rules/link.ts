import { fromBase64url, toBase64url } from './encoding'

/** What a printed code, a link or a share card leads to. A voucher is never among them: whoever has its text has it. */
export interface LinkTarget {
  kind: 'station' | 'campaign' | 'certificate'
  /** A uuid, in lower case; of a certificate its code. */
  id: string
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const letters = { station: 's', campaign: 'c', certificate: 'p' } as const
const kinds: Record<string, 'station' | 'campaign'> = { s: 'station', c: 'campaign' }

const linkText = new RegExp(`^https://[^\\s/]+(?:/[^\\s?#]*)?/([sc])/(?:NXS1\\.)?(${uuid})$`, 'i')
const stationText = new RegExp(`^(?:NXS1\\.)?(${uuid})$`, 'i')
const sceneText = /^([sc])([\w-]{22})$/
const certificateLink = /^https:\/\/[^\s/]+(?:\/[^\s?#]*)?\/p\/([0-9a-z]{16})$/i
const certificateScene = /^p([0-9A-Z]{16})$/
/** What the phone reads from one of WeChat's own round codes: the page, and the scene in its query. */
const pageText = /^\/?pages\/[\w/-]+(?:\.html)?\?(?:.*&)?scene=([^&]+)/

/**
 * The scene of one of WeChat's round codes: at most 32 characters, of which a uuid as it is written would take 36. A
 * letter and the uuid's bytes in base64url: 23. A certificate's code is short as it is.
 */
export const sceneOf = ({ kind, id }: LinkTarget): string =>
  letters[kind] +
  (kind === 'certificate'
    ? id
    : toBase64url(Uint8Array.from(id.replace(/-/g, '').match(/../g) ?? [], (hex) => parseInt(hex, 16))))

const certificate = (code: string | undefined): LinkTarget | undefined =>
  code === undefined ? undefined : { kind: 'certificate', id: code.toUpperCase() }

function readScene(text: string): LinkTarget | undefined {
  const code = certificateScene.exec(text)?.[1]
  if (code !== undefined) return certificate(code)
  const [, letter = '', packed = ''] = sceneText.exec(text) ?? []
  const kind = kinds[letter]
  const bytes = fromBase64url(packed)
  if (!kind || bytes?.length !== 16) return undefined
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { kind, id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') }
}

/** The link of a printed code, which the phone's own camera can open too. `site` is where H5 lives: https://… */
export const linkOf = (site: string, { kind, id }: LinkTarget): string =>
  `${site.replace(/\/+$/, '')}/${letters[kind]}/${id}`

/** What a scanned text leads to: a link, a station's own code, or one of WeChat's round codes. */
export function readLink(text: string): LinkTarget | undefined {
  const code = certificateLink.exec(text)?.[1]
  if (code !== undefined) return certificate(code)
  const [, letter = '', id = ''] = linkText.exec(text) ?? []
  const kind = kinds[letter.toLowerCase()]
  if (kind) return { kind, id: id.toLowerCase() }
  const station = stationText.exec(text)?.[1]
  if (station) return { kind: 'station', id: station.toLowerCase() }
  const scene = pageText.exec(text)?.[1]
  return scene === undefined ? undefined : readScene(decoded(scene))
}

/** What the parameters lead to that WeChat opens a page with: `scene` of a round code, or `q`, the link of a plain one. */
export function readEntry({ scene, q }: Record<string, string | undefined>): LinkTarget | undefined {
  if (scene !== undefined) return readScene(decoded(scene))
  return q === undefined ? undefined : readLink(decoded(q))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
