import { planFile, type PlanFile } from './plan-file'
import { readYaml, type FileFault, type Path, type YamlFaultCode } from './yaml-file'

export type PlanFaultCode =
  | YamlFaultCode
  | 'ends-before-start'
  | 'already-over'
  | 'ages-reversed'
  | 'subsidy-over-price'
  | 'budget-too-small'
  | 'days-reversed'
  | 'cover-repeated'
  | 'roster-unknown'
  | 'code-taken'
export type PlanFault = FileFault<PlanFaultCode>

interface Stretch {
  /** RFC 3339; null: from ever, for ever. */
  readonly opensAt: string | null
  readonly closesAt: string | null
}

export interface ReadPlan {
  readonly code: string
  readonly plan: Omit<PlanFile, 'code' | 'subsidies' | keyof Stretch> & Stretch
  readonly subsidies: readonly (Omit<PlanFile['subsidies'][number], keyof Stretch> & Stretch)[]
  /** Says where the file has something, for what only the database can find wrong. */
  fault(at: Path, code: PlanFaultCode, says: string): PlanFault
}

/** Reads a plan's file, and says all that is wrong with it by itself. `now` is epoch ms. */
export function readPlan(text: string, now: number): ReadPlan | { faults: PlanFault[] } {
  const read = readYaml<PlanFaultCode, typeof planFile>(text, planFile)
  if (!('content' in read)) return read
  const { add, content, faultAt, faults, momentAt } = read
  const { code, subsidies, ...plan } = content

  const stretch = (
    path: Path,
    it: { opensAt?: string | undefined; closesAt?: string | undefined },
  ): Stretch => {
    const [opens, closes] = [
      momentAt([...path, 'opensAt'], it.opensAt),
      momentAt([...path, 'closesAt'], it.closesAt),
    ]
    const end = [...path, 'closesAt']
    if (opens !== undefined && closes !== undefined && closes <= opens)
      add(end, 'ends-before-start', `${end.join('.')} must be after opensAt`)
    else if (closes !== undefined && closes <= now) add(end, 'already-over', `${end.join('.')} is past`)
    const iso = (instant: number | undefined) =>
      instant === undefined ? null : new Date(instant).toISOString()
    return { opensAt: iso(opens), closesAt: iso(closes) }
  }
  if (plan.minAge > plan.maxAge) add(['maxAge'], 'ages-reversed', 'maxAge must not be under minAge')
  for (const [i, { amountFen, budgetFen }] of subsidies.entries()) {
    const path = ['subsidies', i]
    if (amountFen > plan.priceFen)
      add([...path, 'amountFen'], 'subsidy-over-price', 'amountFen must not be over priceFen')
    if (budgetFen !== undefined && budgetFen < amountFen)
      add([...path, 'budgetFen'], 'budget-too-small', 'budgetFen does not last for a single one')
  }
  const titles = new Set<string>()
  for (const [i, { fromDay, title, toDay }] of plan.covers.entries()) {
    if (titles.has(title)) add(['covers', i, 'title'], 'cover-repeated', `${title} is there twice`)
    titles.add(title)
    if (fromDay !== undefined && toDay !== undefined && toDay < fromDay)
      add(['covers', i, 'toDay'], 'days-reversed', 'toDay must not be under fromDay')
  }
  const made: ReadPlan = {
    code,
    plan: { ...plan, ...stretch([], plan) },
    subsidies: subsidies.map((it, i) => ({ ...it, ...stretch(['subsidies', i], it) })),
    fault: faultAt,
  }
  return faults.length > 0 ? { faults } : made
}
