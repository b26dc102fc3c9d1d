import { readIdNumber, realRegions, withDemoRegion } from '@/rules/id-number'
import type { Context } from '../context'
import { Refusal } from '../http/refusal'

/** The parts of numbers that are taken: as the operator says, else all provinces; in a demo also what is nobody's. */
export function idRegionsOf({ demo, idRegions = realRegions }: Pick<Context, 'demo' | 'idRegions'>) {
  return demo ? withDemoRegion(idRegions) : idRegions
}

/** An ID number as typed, refused by what is wrong with it. */
export function readId(context: Context, typed: string): { number: string; birthDate: string } {
  const id = readIdNumber(typed, idRegionsOf(context), context.clock())
  if (!id.ok) throw new Refusal(`id-number-${id.fault}`, { field: 'idNumber' })
  return id
}
