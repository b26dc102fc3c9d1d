import type { Benefit, ClaimFacts, ClaimKind, CoverLine } from '@/contract'
import { dayOf, dayOfDate } from './shanghai'
import { yuan } from './wording'

/** What a claim pays, in integer fen, with its working in users' words. */

export interface ClaimedEvent {
  readonly kind: ClaimKind
  /** When it happened, epoch ms. */
  readonly happenedAt: number
  readonly facts: ClaimFacts
  readonly covers: readonly CoverLine[]
  /** When the cover began, epoch ms. */
  readonly coverFrom: number
  /** Paid or approved before under the same policy, by the lines' kinds; fen. */
  readonly used: Partial<Record<ClaimKind, number>>
}

/**
 * By which lines a claim of a kind pays. Treatment and days in hospital are one claim; a disability that is assessed
 * half a year later, or a death, is another of the same event.
 */
export function claimGroup(kind: ClaimKind): readonly ClaimKind[] {
  switch (kind) {
    case 'accident-treatment':
    case 'hospital-days':
      return ['accident-treatment', 'hospital-days']
    case 'death-disability':
    case 'serious-illness':
      return [kind]
  }
}

export const noFacts: ClaimFacts = { bills: [], stays: [], grade: null, diagnosedOn: null }

/**
 * Percent of the sum by disability grade: 100 for grade 1, ten less for each further grade, 10 for grade 10.
 * 人身保险伤残评定标准 (JR/T 0083—2013, since then GB/T 44893—2024), section 4: 伤残程度等级与保险金给付比例.
 */
export const disabilityRate = (grade: number): number => (11 - grade) * 10

/** Days in hospital as hospitals count them: the day of leaving does not count, unless it is that of coming. No day twice. */
export function daysInHospital(stays: ClaimFacts['stays']): number {
  const days = new Set<number>()
  for (const { from, to } of stays) {
    if (to === null) continue
    const [first, last] = [dayOfDate(from), dayOfDate(to)]
    days.add(first)
    for (let day = first; day < last; day++) days.add(day)
  }
  return days.size
}

type Step = Benefit['lines'][number]['steps'][number]

/** What the facts come to by the plan: never above a line's sum, nor what is left of it. */
export function benefitOf(event: ClaimedEvent): Benefit {
  const lines = event.covers
    .filter((it) => claimGroup(event.kind).includes(it.kind))
    .flatMap((cover) => {
      const worked = working(cover, event)
      return worked.length > 0 ? [lineOf(cover, worked, event)] : []
    })
  return { lines, totalFen: lines.reduce((sum, it) => sum + it.fen, 0) }
}

function lineOf(cover: CoverLine, worked: Step[], event: ClaimedEvent): Benefit['lines'][number] {
  const steps = [...worked]
  const total = () => steps.reduce((sum, it) => sum + it.fen, 0)
  const capAt = (limit: number, text: string) => {
    const over = total() - limit
    if (over > 0) steps.push({ text, fen: -over })
  }
  if (inWaitingDays(cover, event)) capAt(0, `保障开始后 ${cover.waitingDays} 天内不付`)
  capAt(cover.sumFen, `最多付 ${yuan(cover.sumFen)} 元`)
  const used = event.used[cover.kind] ?? 0
  capAt(Math.max(0, cover.sumFen - used), `保障期内已付 ${yuan(used)} 元，只剩这些`)
  return { kind: cover.kind, title: cover.title, steps, fen: total() }
}

/** Whether an event falls into the days in which a line does not pay yet. */
export function inWaitingDays(
  cover: CoverLine,
  { coverFrom, facts, happenedAt }: Pick<ClaimedEvent, 'coverFrom' | 'facts' | 'happenedAt'>,
): boolean {
  const diagnosed = facts.diagnosedOn === null ? NaN : dayOfDate(facts.diagnosedOn)
  const happened = dayOf(happenedAt)
  const began = cover.kind === 'serious-illness' && diagnosed < happened ? diagnosed : happened
  return began < dayOf(coverFrom) + cover.waitingDays
}

/** The first steps of a line, before any limit; none where the facts say nothing about it. */
function working(cover: CoverLine, { facts }: ClaimedEvent): Step[] {
  switch (cover.kind) {
    case 'accident-treatment':
      return facts.bills.length === 0 ? [] : treatment(cover, facts.bills)
    case 'hospital-days':
      return inHospital(cover, facts.stays)
    case 'death-disability':
      return disability(cover, facts.grade)
    case 'serious-illness':
      return facts.diagnosedOn === null ? [] : [{ text: '确诊重大疾病', fen: cover.sumFen }]
  }
}

function treatment(cover: CoverLine, bills: ClaimFacts['bills']): Step[] {
  const { deductibleFen = 0, rate = 100 } = cover
  const billed = bills.reduce((sum, it) => sum + it.amountFen, 0)
  const others = bills.reduce((sum, it) => sum + Math.min(it.otherPaidFen, it.amountFen), 0)
  const own = billed - others
  const deducted = Math.min(own, deductibleFen)
  const rest = own - deducted
  const share = rest - Math.floor((rest * rate) / 100)
  return [
    { text: `收费单 ${bills.length} 张`, fen: billed },
    ...less('医保和别处已经付的', others),
    ...less(`头 ${yuan(deductibleFen)} 元不付`, deducted),
    ...less(`付 ${rate}%，自己付 ${100 - rate}%`, share),
  ]
}

const less = (text: string, fen: number): Step[] => (fen > 0 ? [{ text, fen: -fen }] : [])

function inHospital({ fromDay = 1, perDayFen = 0, toDay }: CoverLine, stays: ClaimFacts['stays']): Step[] {
  const days = daysInHospital(stays)
  if (days === 0) return []
  const counted = Math.max(0, Math.min(days, toDay ?? days) - fromDay + 1)
  const span = toDay === undefined ? `第 ${fromDay} 天起` : `第 ${fromDay} 到第 ${toDay} 天`
  return [
    { text: `住院 ${days} 天，${span}算，${counted} 天 × ${yuan(perDayFen)} 元`, fen: counted * perDayFen },
  ]
}

function disability({ sumFen }: CoverLine, grade: number | null): Step[] {
  if (grade === null) return []
  if (grade === 0) return [{ text: '身故', fen: sumFen }]
  const rate = disabilityRate(grade)
  return [{ text: `伤残 ${grade} 级，${yuan(sumFen)} 元的 ${rate}%`, fen: Math.floor((sumFen * rate) / 100) }]
}
