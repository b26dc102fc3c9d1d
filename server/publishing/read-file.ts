import { campaign, type Campaign } from '@/contract'
import { campaignFile, type CampaignFile } from './campaign-file'
import { readYaml, type Add as AddTo, type FileFault, type Path, type YamlFaultCode } from './yaml-file'

export type CampaignFaultCode =
  | YamlFaultCode
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

type Add = AddTo<CampaignFaultCode>
export type CampaignFault = FileFault<CampaignFaultCode>

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
  fault(at: 'code' | { station: string }, code: CampaignFaultCode, says: string): CampaignFault
}

/** `seen`: what can be told of it all the same, so that the rest may be found wrong in one go. */
export interface Unreadable {
  readonly faults: readonly CampaignFault[]
  readonly seen?: Pick<ReadCampaign, 'code' | 'quotas' | 'fault'>
}

/** Reads a campaign's file, and says all that is wrong with it by itself. */
export function readCampaign(text: string, now: number): ReadCampaign | Unreadable {
  const read = readYaml<CampaignFaultCode, typeof campaignFile>(text, campaignFile)
  if (!('content' in read)) return read
  const { add, content: file, faultAt, faults, momentAt } = read
  const moments = readMoments(file, momentAt)
  const quotas = readQuotas(file, add)
  judge(file, moments, now, add)
  const { code, draw, eligibility, stations: _, ...same } = file
  const fault: ReadCampaign['fault'] = (where, faultCode, says) =>
    faultAt(
      where === 'code'
        ? ['code']
        : ['stations', file.stations.findIndex((it) => it.station === where.station), 'station'],
      faultCode,
      says,
    )
  if (faults.length > 0) return { faults, seen: { code, quotas, fault } }

  const iso = (name: keyof Moments) => new Date(moments[name] ?? NaN).toISOString()
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
    fault,
  }
}

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
  one: (path: Path, text: string | undefined) => number | undefined,
): Moments {
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
