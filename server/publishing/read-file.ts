import { LineCounter, parseDocument, type Document } from 'yaml'
import { campaign, type Campaign } from '@/contract'
import { campaignFile, type CampaignFile } from './campaign-file'

export type FileFaultCode =
  | 'yaml-malformed'
  | 'field-missing'
  | 'field-unknown'
  | 'field-wrong'
  | 'time-malformed'
  | 'ends-before-start'
  | 'redeem-before-end'
  | 'redeem-from-late'
  | 'redeem-from-not-due'
  | 'already-over'
  | 'draw-missing'
  | 'draw-before-end'
  | 'draw-not-due'
  | 'variants-not-due'
  | 'variants-repeated'
  | 'variant-unknown'
  | 'price-reversed'
  | 'quota-missing'
  | 'quota-negative'
  | 'quota-overlaps'
  | 'station-unknown'
  | 'code-taken'

/** What is wrong with a file, and where: line and column from 1. */
export interface FileFault {
  readonly line: number
  readonly column: number
  readonly code: FileFaultCode
  readonly says: string
}

/** One kind of thing at one station; `line` and `column` say where the file names the station. */
export interface Quota {
  readonly station: string
  readonly variant: string
  readonly quantity: number
}

export interface ReadCampaign {
  readonly code: string
  readonly campaign: Omit<Campaign, 'id' | 'left' | 'stationCount'>
  readonly quotas: readonly Quota[]
  /** Says where the file has something, for what only the database can find wrong. */
  fault(at: 'code' | { station: string }, code: FileFaultCode, says: string): FileFault
}

type Path = readonly (string | number)[]

/** `2026-12-01 08:00`, as in Shanghai, or RFC 3339 with an offset. Epoch ms; undefined where it is neither. */
function readMoment(text: string): number | undefined {
  const local = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?$/.exec(text)
  const full = local
    ? `${local[1]}T${local[2] ?? '00:00'}${local[3] ?? ':00'}+08:00`
    : /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
      ? text
      : ''
  const instant = Date.parse(full)
  // Date.parse takes 30 February for 2 March.
  const day = text.slice(0, 10)
  const exists = new Date(Date.parse(`${day}T00:00:00Z`)).toISOString?.().slice(0, 10) === day
  return Number.isNaN(instant) || !exists ? undefined : instant
}

/** Reads a campaign's file, and says all that is wrong with it by itself. */
export function readCampaign(text: string, now: number): ReadCampaign | { faults: FileFault[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((it) => ({ ...at(it.pos[0]), code: 'yaml-malformed', says: it.message })),
    }
  }
  const faults: FileFault[] = []
  const faultAt = (path: Path, code: FileFaultCode, says: string): FileFault => ({
    ...at(offsetOf(document, path)),
    code,
    says,
  })
  const add = (...of: Parameters<typeof faultAt>) => void faults.push(faultAt(...of))

  const parsed = campaignFile.safeParse(document.toJS())
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const path = issue.path as Path
      const name = path.join('.') || 'the file'
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys)
          add([...path, key], 'field-unknown', `${[...path, key].join('.')} is not known`)
      } else if (document.getIn(path) === undefined) add(path, 'field-missing', `${name} is missing`)
      else
        add(
          path,
          'field-wrong',
          `${name} cannot be this${issue.code === 'invalid_value' ? `: one of ${issue.values.join(', ')}` : ''}`,
        )
    }
    return { faults }
  }
  const file = parsed.data
  const moments = readMoments(file, add)
  const quotas = readQuotas(file, add)
  judge(file, moments, now, add)
  if (faults.length > 0) return { faults }

  const iso = (name: keyof Moments) => new Date(moments[name] ?? NaN).toISOString()
  const { code, draw, eligibility, stations: _, ...same } = file
  const { registeredBefore, ...rest } = eligibility ?? { occupations: [], membership: false }
  const made = {
    ...same,
    eligibility: {
      ...rest,
      ...(registeredBefore !== undefined && { registeredBefore: iso('registeredBefore') }),
    },
    opensAt: iso('opensAt'),
    closesAt: iso('closesAt'),
    redeemBy: iso('redeemBy'),
    ...(file.redeemFrom !== undefined && { redeemFrom: iso('redeemFrom') }),
    ...(draw && { draw: { ...draw, drawsAt: iso('drawsAt') } }),
    demo: false,
  }
  return {
    code,
    // What phones will be shown.
    campaign: campaign.parse({
      ...made,
      id: '00000000-0000-7000-8000-000000000000',
      left: null,
      stationCount: 0,
    }),
    quotas,
    fault: (where, faultCode, says) =>
      faultAt(
        where === 'code'
          ? ['code']
          : ['stations', file.stations.findIndex((it) => it.station === where.station), 'station'],
        faultCode,
        says,
      ),
  }
}

/** Where the file has what a path names, or else the nearest thing around it. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as
      { range?: [number, number, number] } | undefined
    if (node?.range) return node.range[0]
  }
  return 0
}

type Add = (path: Path, code: FileFaultCode, says: string) => void

interface Moments {
  opensAt?: number
  closesAt?: number
  redeemBy?: number
  redeemFrom?: number
  drawsAt?: number
  registeredBefore?: number
}

function readMoments(
  { closesAt, draw, eligibility, opensAt, redeemBy, redeemFrom }: CampaignFile,
  add: Add,
): Moments {
  const one = (path: Path, text: string | undefined) => {
    const instant = text === undefined ? undefined : readMoment(text)
    if (text !== undefined && instant === undefined)
      add(path, 'time-malformed', `${path.join('.')} must look like 2026-12-01 08:00 (as in Shanghai)`)
    return instant
  }
  return {
    opensAt: one(['opensAt'], opensAt),
    closesAt: one(['closesAt'], closesAt),
    redeemBy: one(['redeemBy'], redeemBy),
    redeemFrom: one(['redeemFrom'], redeemFrom),
    drawsAt: one(['draw', 'drawsAt'], draw?.drawsAt),
    registeredBefore: one(['eligibility', 'registeredBefore'], eligibility?.registeredBefore),
  }
}

function readQuotas({ distribution, stations, variants }: CampaignFile, add: Add): Quota[] {
  const counted = distribution === 'stock' || distribution === 'daily'
  const seen = new Set<string>()
  return stations.flatMap(({ quota, station }, i): Quota[] => {
    const path = ['stations', i]
    if (seen.has(station)) {
      add([...path, 'station'], 'quota-overlaps', `${station} has a quota already, further up`)
      return []
    }
    seen.add(station)
    const each = typeof quota === 'object' ? Object.entries(quota) : [['', quota ?? 0] as const]
    for (const [variant, quantity] of each) {
      const where = variant === '' ? [...path, 'quota'] : [...path, 'quota', variant]
      if (quantity < 0) add(where, 'quota-negative', `${where.join('.')} must not be under 0`)
      if (variant !== '' && !variants?.options.includes(variant))
        add(where, 'variant-unknown', `${variant} is none of the options of variants`)
    }
    if (counted && quota === undefined) add(path, 'quota-missing', `${station} needs a quota`)
    if (counted && variants && typeof quota === 'number')
      add(
        [...path, 'quota'],
        'quota-missing',
        `${station} needs a quota of each: ${variants.options.join(', ')}`,
      )
    if (distribution === 'stock' && variants && typeof quota === 'object') {
      // What is not named is not there, and may be moved there later.
      return variants.options.map((variant) => ({ station, variant, quantity: quota[variant] ?? 0 }))
    }
    return each.map(([variant, quantity]) => ({ station, variant, quantity }))
  })
}

/** What is wrong with one field beside another. */
function judge(
  { distribution, draw, price, uses, variants }: CampaignFile,
  at: Moments,
  now: number,
  add: Add,
): void {
  const { closesAt = NaN, drawsAt = NaN, opensAt = NaN, redeemBy = NaN, redeemFrom } = at
  if (closesAt <= opensAt) add(['closesAt'], 'ends-before-start', 'closesAt must be after opensAt')
  if (redeemBy < closesAt) add(['redeemBy'], 'redeem-before-end', 'redeemBy must not be before closesAt')
  if (redeemFrom !== undefined && distribution === 'daily')
    add(['redeemFrom'], 'redeem-from-not-due', 'a daily one is redeemed on its own day')
  else if (redeemFrom !== undefined && redeemFrom >= redeemBy)
    add(['redeemFrom'], 'redeem-from-late', 'redeemFrom must be before redeemBy')
  if (closesAt <= now) add(['closesAt'], 'already-over', 'closesAt is past')
  if (distribution === 'draw' && !draw)
    add(['distribution'], 'draw-missing', 'draw is missing: prizes, source, drawsAt')
  if (distribution !== 'draw' && draw) add(['draw'], 'draw-not-due', 'draw is for distribution: draw only')
  if (drawsAt <= closesAt) add(['draw', 'drawsAt'], 'draw-before-end', 'draw.drawsAt must be after closesAt')
  if (distribution === 'draw' && drawsAt >= redeemBy)
    add(['redeemBy'], 'redeem-before-end', 'redeemBy must be after draw.drawsAt')
  if (variants && (distribution === 'draw' || distribution === 'daily'))
    add(['variants'], 'variants-not-due', `variants do not go with distribution: ${distribution}`)
  if (variants && new Set(variants.options).size < variants.options.length)
    add(['variants', 'options'], 'variants-repeated', 'an option is there twice')
  if (price && price.ownFen > price.fullFen)
    add(['price', 'ownFen'], 'price-reversed', 'price.ownFen must not be over price.fullFen')
  if (uses !== undefined && distribution === 'daily') add(['uses'], 'field-wrong', 'a daily one is used once')
}
